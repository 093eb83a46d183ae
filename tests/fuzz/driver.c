/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

/* Feeds every file of a folder to the fuzz target, whole, and then changed in ways that are the same on every run. */

#define MAX_BYTES (8 * 1024 * 1024)

static void
run (const GByteArray *input)
{
  /* A copy of exactly this size lets a sanitizer see a read past the end. */
  g_autofree guint8 *copy = g_memdup2 (input->data, input->len);

  LLVMFuzzerTestOneInput (copy, input->len);
}

static const guint8 telling[] = { '"', ',', ';', '\t', '|', '\r', '\n', '\0', 0xff, 0xfe, 0xef, 0x80, ' ', '=', 'a', '0' };

static void
mutate (GByteArray *input, GRand *rand)
{
  guint changes = (guint) g_rand_int_range (rand, 1, 6);

  for (guint i = 0; i < changes && input->len > 0; i++)
    {
      guint at = (guint) g_rand_int_range (rand, 0, (gint32) input->len);
      guint wanted = (guint) g_rand_int_range (rand, 1, 20);
      guint count = MIN (input->len - at, wanted);

      switch (g_rand_int_range (rand, 0, 5))
        {
        case 0:
          input->data[at] = telling[g_rand_int_range (rand, 0, G_N_ELEMENTS (telling))];
          break;
        case 1:
          input->data[at] = (guint8) g_rand_int (rand);
          break;
        case 2:
          g_byte_array_remove_range (input, at, count);
          break;
        case 3:
          {
            g_autofree guint8 *piece = g_memdup2 (input->data + at, count);

            g_byte_array_append (input, piece, count);
            break;
          }
        default:
          g_byte_array_set_size (input, at);
          break;
        }
    }
}

static void
run_file (const char *path, guint mutations)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) input = NULL;
  char *data;
  gsize size;

  if (!g_file_get_contents (path, &data, &size, &error))
    g_error ("%s", error->message);
  g_assert_cmpuint (size, <=, MAX_BYTES);
  input = g_byte_array_new_take ((guint8 *) data, size);
  run (input);
  /* Large files are there for the limits: once is enough. */
  for (guint i = 0; i < mutations && size < 65536; i++)
    {
      g_autoptr (GByteArray) changed = g_byte_array_new ();

      g_byte_array_append (changed, input->data, input->len);
      mutate (changed, rand);
      run (changed);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint files = 0;

  if (argc != 3)
    g_error ("usage: %s CORPUS MUTATIONS", argv[0]);
  dir = g_dir_open (argv[1], 0, &error);
  if (dir == NULL)
    g_error ("%s", error->message);
  LLVMFuzzerTestOneInput ((const guint8 *) "", 0);
  for (; (name = g_dir_read_name (dir)) != NULL; files++)
    {
      g_autofree char *path = g_build_filename (argv[1], name, NULL);

      run_file (path, (guint) g_ascii_strtoull (argv[2], NULL, 10));
    }
  g_print ("%u files\n", files);
  return files > 0 ? 0 : 1;
}
