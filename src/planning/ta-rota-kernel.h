/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The inner loops over credit, in blocks of eight. */
#define TA_ROTA_BLOCK 8

/** dest = min over the @n rows of row + cost. */
void ta_rota_kernel_gather (int *dest, const int *const *rows, const int *costs, int n, int n_blocks);

/** Adds @value where there is a path. */
void ta_rota_kernel_add (int *dest, int value, int n_blocks);

/** dest = min (a, b). */
void ta_rota_kernel_min (int *dest, const int *a, const int *b, int n_blocks);

/** to -= factor * from, each number by itself: the same however many are done at a time. */
void ta_rota_kernel_take (double *to, const double *from, double factor, int n);

/** The least of a + b. */
int ta_rota_kernel_least_sum (const int *a, const int *b, int n);
