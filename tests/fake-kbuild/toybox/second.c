/* SPDX-License-Identifier: MIT */
int second;
