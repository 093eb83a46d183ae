/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-tree.h"

static void
node_free (TaRotaTreeNode *node)
{
  g_array_unref (node->fixes);
  g_free (node);
}

TaRotaTree *
ta_rota_tree_new (const TaRotaModel *model, TaRotaProof *proof)
{
  TaRotaTree *tree = g_new0 (TaRotaTree, 1);

  tree->model = model;
  tree->proof = proof;
  tree->nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) node_free);
  return tree;
}

void
ta_rota_tree_free (TaRotaTree *tree)
{
  if (tree == NULL)
    return;
  g_ptr_array_unref (tree->nodes);
  g_free (tree);
}

int
ta_rota_tree_add (TaRotaTree *tree)
{
  TaRotaTreeNode *node = g_new0 (TaRotaTreeNode, 1);

  node->fixes = g_array_new (FALSE, FALSE, sizeof (int));
  g_ptr_array_add (tree->nodes, node);
  return (int) tree->nodes->len - 1;
}

TaRotaTreeNode *
ta_rota_tree_node (const TaRotaTree *tree, int node)
{
  return g_ptr_array_index (tree->nodes, node);
}

/* The proof speaks of days, not of the slots of a household's line. */
static void
write_branch (const TaRotaTree *tree, const TaRotaBranch *branch)
{
  const TaRotaLine *line = &tree->model->lines[branch->household];

  if (branch->kind == TA_ROTA_BRANCH_CREDIT)
    ta_rota_proof_add_step (tree->proof, TA_ROTA_PROOF_CREDIT, branch->household, branch->value);
  else if (branch->kind == TA_ROTA_BRANCH_SLOT)
    ta_rota_proof_add_step (tree->proof, TA_ROTA_PROOF_DAY, branch->household, line->nodes[line->slot_start[branch->value]].day);
  else
    ta_rota_proof_add_step (tree->proof, TA_ROTA_PROOF_TURN, branch->household, branch->value);
}

void
ta_rota_tree_write (const TaRotaTree *tree)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (int));
  int number = 0;

  g_array_append_val (open, number);
  while (open->len > 0)
    {
      const TaRotaTreeNode *node;

      number = g_array_index (open, int, open->len - 1);
      g_array_set_size (open, open->len - 1);
      node = ta_rota_tree_node (tree, number);
      for (guint i = 0; i < node->fixes->len; i++)
        ta_rota_proof_add_step (tree->proof, TA_ROTA_PROOF_FIX, 0, g_array_index (node->fixes, int, i));
      if (!node->branched)
        {
          ta_rota_proof_add_step (tree->proof, TA_ROTA_PROOF_LEAF, 0, node->leaf);
          continue;
        }
      write_branch (tree, &node->branch);
      g_array_append_val (open, node->parts[1]);
      g_array_append_val (open, node->parts[0]);
    }
}

TaRotaPart *
ta_rota_part_new (const TaRotaModel *model, int node)
{
  TaRotaPart *part = g_new0 (TaRotaPart, 1);

  part->domain = ta_rota_domain_new (model);
  part->multipliers = g_new0 (int, model->n_turns + 1);
  part->number = -1;
  part->bound = -TA_ROTA_IMPOSSIBLE;
  part->node = node;
  return part;
}

TaRotaPart *
ta_rota_part_copy (const TaRotaModel *model, const TaRotaPart *part, int node)
{
  TaRotaPart *copy = g_memdup2 (part, sizeof *part);

  copy->domain = ta_rota_domain_copy (model, part->domain);
  copy->multipliers = g_memdup2 (part->multipliers, ((gsize) model->n_turns + 1) * sizeof (int));
  copy->node = node;
  return copy;
}

void
ta_rota_part_free (TaRotaPart *part)
{
  if (part == NULL)
    return;
  ta_rota_domain_free (part->domain);
  g_free (part->multipliers);
  g_free (part);
}

int
ta_rota_part_number (TaRotaPart *part, TaRotaTree *tree)
{
  if (part->number < 0)
    part->number = ta_rota_proof_add_multipliers (tree->proof, part->multipliers, tree->model->scale);
  return part->number;
}
