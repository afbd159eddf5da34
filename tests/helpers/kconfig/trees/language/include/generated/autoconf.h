/*
 * Automatically generated file; DO NOT EDIT.
 * Language/x86_64 6.12.1
 */
#define CONFIG_ADDRESS 0x1000
#define CONFIG_TEXT "a,b and set one two \"quoted\" \\"
#define CONFIG_LEVEL 17
#define CONFIG_YES_SAYS_THE_SHELL 1
#define CONFIG_GZIP 1
#define CONFIG_VERSION_TEXT "old"
#define CONFIG_SELDOM 1
#define CONFIG_KERNEL "6.12"
#define CONFIG_LIMIT 30
