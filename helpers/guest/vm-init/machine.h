// SPDX-License-Identifier: MIT
// machine.h - makes the machine ready for a program: file systems, modules, network, shared
// directories.
#pragma once

void mount_everything(void);
// The name that /etc/hosts of helpers/boot/packing/guest_system.cpp has.
void name_machine(void);
void load_modules(void);
// lo wherever the kernel has it; a card if the machine has been given one.
void connect_network(void);
// The archive has made the directories.
void mount_shares(void);
