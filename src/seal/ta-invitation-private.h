/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-invitation.h"
#include "ta-seal-private.h"

/** Whether @text is meant to be the address of an account: there is a name in front of the host. */
gboolean ta_invitation_is_account (const char *text);
/** Reads "https://name:password@host/database" into @invitation, which is empty. */
gboolean ta_invitation_read_account (TaInvitation *invitation, const char *text, GError **error);

/** What a direct invitation has beside the others; 0 bytes where it is none. */
gsize ta_invitation_direct_size (const TaInvitation *invitation);
void ta_invitation_pack_direct (const TaInvitation *invitation, TaPacker *packer);
void ta_invitation_unpack_direct (TaInvitation *invitation, TaUnpacker *unpacker);
