// Made by linuxbake-init, for minimal-init.c.
#define HOST_NAME "mini"
#define BANNER "starting\012"
#define THEN power_off
static const char *const environment[] = {
    "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME=/root",
    "TERM=linux",
    "A=what\077\077/ \042\303\274\042 \001",
    0};
static const struct mount_entry mounts[] = {
    {"proc", "/proc", "proc", "", 0xe, 0},
    {"sysfs", "/sys", "sysfs", "", 0xe, 0},
    {"devtmpfs", "/dev", "devtmpfs", "mode=0755", 0x2, 0},
    {"devpts", "/dev/pts", "devpts", "gid=5,mode=0620,ptmxmode=0666", 0xa, 0},
    {"tmpfs", "/dev/shm", "tmpfs", "mode=1777", 0x6, 0},
    {"tmpfs", "/run", "tmpfs", "mode=0755", 0x6, 0},
    {"tmpfs", "/tmp", "tmpfs", "size=1m", 0x2, 0},
    {"/dev/vda", "/data", "ext4", "data=journal,errors=panic", 0x401, 1},
};
enum { mount_count = 8 };
static const char *const command_1[] = {"/hello", "--check", "a b", "\134", 0};
static const char *const command_2[] = {"/crash", 0};
static const struct command commands[] = {
    {command_1, "linuxbake-init: result 1/2: ", ": /hello --check a b \134\012"},
    {command_2, "linuxbake-init: result 2/2: ", ": /crash\012"},
};
enum { command_count = 2 };
