/* SPDX-License-Identifier: MIT */
int first;
