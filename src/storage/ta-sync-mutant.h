/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * Five ways in which an exchange can be wrong without anybody noticing for months. Each is built in a few lines, so that the tests can be
 * shown to notice; a program that people use is built with none of them (the option sync_mutant).
 */
#define TA_MUTANT_NONE 0
#define TA_MUTANT_REMOTE_WINS 1     /* what comes from the hub replaces what is here */
#define TA_MUTANT_LOCAL_WINS 2      /* what is here stays whatever comes */
#define TA_MUTANT_SEQ_BEFORE_ROWS 3 /* how far it has come is saved before what came */
#define TA_MUTANT_ASSUME_SENT 4     /* an answer that got lost is taken for a yes */
#define TA_MUTANT_NO_EPOCH_CHECK 5  /* a hub that was made anew is taken for the old one */

#ifndef TA_SYNC_MUTANT
#define TA_SYNC_MUTANT TA_MUTANT_NONE
#endif
