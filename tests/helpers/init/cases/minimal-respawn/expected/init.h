// Made by linuxbake-init, for minimal-init.c.
#define HOST_NAME "linux"
#define BANNER ""
#define THEN begin_again
static const char *const environment[] = {
    "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME=/root",
    "TERM=linux",
    0};
static const struct mount_entry mounts[] = {
    {"proc", "/proc", "proc", "", 0xe, 0},
    {"sysfs", "/sys", "sysfs", "", 0xe, 0},
    {"devtmpfs", "/dev", "devtmpfs", "mode=0755", 0x2, 0},
    {"devpts", "/dev/pts", "devpts", "gid=5,mode=0620,ptmxmode=0666", 0xa, 0},
    {"tmpfs", "/dev/shm", "tmpfs", "mode=1777", 0x6, 0},
    {"tmpfs", "/run", "tmpfs", "mode=0755", 0x6, 0},
    {"tmpfs", "/tmp", "tmpfs", "mode=1777", 0x6, 0},
};
enum { mount_count = 7 };
static const char *const command_1[] = {"/hello", 0};
static const struct command commands[] = {
    {command_1, "linuxbake-init: result 1/1: ", ": /hello\012"},
};
enum { command_count = 1 };
