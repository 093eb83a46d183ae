/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-qr.h"

#include "ta-seal-private.h"

#include <glib/gi18n-lib.h>
#include <qrencode.h>
#include <string.h>

struct _TaQr
{
  QRcode *code;
};

TaQr *
ta_qr_new (const char *text, GError **error)
{
  /* In 8 bits where need be; capitals and digits are found and written shorter by the library itself. */
  QRcode *code = strnlen (text, TA_QR_MAX_TEXT + 1) <= TA_QR_MAX_TEXT && *text != '\0'
                     ? QRcode_encodeString (text, 0, QR_ECLEVEL_M, QR_MODE_8, 1)
                     : NULL;
  TaQr *qr;

  if (code == NULL)
    {
      g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_LIMIT, _ ("This does not fit a QR code."));
      return NULL;
    }
  qr = g_new (TaQr, 1);
  qr->code = code;
  return qr;
}

void
ta_qr_free (TaQr *qr)
{
  if (qr == NULL)
    return;
  sodium_memzero (qr->code->data, (gsize) qr->code->width * (gsize) qr->code->width);
  QRcode_free (qr->code);
  g_free (qr);
}

int
ta_qr_get_size (const TaQr *qr)
{
  return qr->code->width;
}

gboolean
ta_qr_get (const TaQr *qr, int x, int y)
{
  int size = qr->code->width;

  return x >= 0 && y >= 0 && x < size && y < size && (qr->code->data[y * size + x] & 1) != 0;
}
