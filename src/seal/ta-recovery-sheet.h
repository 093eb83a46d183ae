/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-keyring.h"

/** The letters of a line that are not its number: four groups of five, and two that tell whether the others are right. */
#define TA_RECOVERY_LINE_LENGTH 22
#define TA_RECOVERY_MAX_LINES 31

/**
 * TaRecoverySheet:
 * @pod: the pod's id of 16 bytes
 * @epoch: of the key
 * @key: the current root key of the pod
 * @hub: where the hub is; "" if there is none
 * @database: the hub's name for the pod; "" if there is no hub
 *
 * What is printed and put away: with it alone a new device comes in again. Who holds the sheet can read everything.
 */
typedef struct
{
  guint8 pod[TA_POD_ID_SIZE];
  guint32 epoch;
  TaSecret *key;
  char *hub;
  char *database;
} TaRecoverySheet;

/**
 * ta_recovery_sheet_new:
 * @hub, @database: (nullable): where the pod lies
 *
 * Returns: (transfer full): the sheet of the current key; %NULL with %TA_SEAL_ERROR_FORMAT if the hub's address or its name for the pod
 *   is none
 */
TaRecoverySheet *ta_recovery_sheet_new (const TaKeyring *keyring, const char *hub, const char *database, GError **error);
void ta_recovery_sheet_free (TaRecoverySheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRecoverySheet, ta_recovery_sheet_free)

/** The lines to print, such as "01  K7Q2M-4F0AB-29XWT-PC3DE-XX". (transfer full) */
GStrv ta_recovery_sheet_dup_lines (const TaRecoverySheet *sheet);
/** Frees them, wiped. */
void ta_recovery_lines_free (GStrv lines);
/** The text of the QR code beside them, in capitals and digits. To be freed with ta_secret_text_free(). (transfer full) */
char *ta_recovery_sheet_to_code (const TaRecoverySheet *sheet);

/**
 * ta_recovery_sheet_parse:
 * @text: the lines as they were typed, or what a camera read from the QR code
 * @line: (out) (optional): the first line that is not right, counted from 1; 0 where it is not one of them
 *
 * Small letters, spaces and dashes anywhere, O for 0, I and L for 1 are all right; the numbers of the lines may be left out if the
 * lines stand in their order.
 *
 * Returns: (transfer full): the sheet; %NULL with %TA_SEAL_ERROR_FORMAT, whose message names the line, or %TA_SEAL_ERROR_NEWER
 */
TaRecoverySheet *ta_recovery_sheet_parse (const char *text, guint *line, GError **error);

/** A keyring with the one key of the sheet. The older keys come from the hub: see ta_rotation_open_with_key(). (transfer full) */
TaKeyring *ta_recovery_sheet_to_keyring (const TaRecoverySheet *sheet);
/** Whether the sheet has the current key: after a rotation a new one must be printed. */
gboolean ta_recovery_sheet_is_current (const TaRecoverySheet *sheet, const TaKeyring *keyring);
