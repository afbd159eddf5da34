// SPDX-License-Identifier: MIT
#include "boot/packing/guest_system.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

#include "boot/packing/libc_data.h"
#include "common/architecture.h"

namespace linuxbake::boot {
namespace {

namespace fs = std::filesystem;
using cpio::Kind;
using cpio::Statement;

// In the words of netbase, which hosts without a network may lack.
constexpr const char* services =
    "tcpmux 1/tcp\necho 7/tcp\necho 7/udp\ndiscard 9/tcp sink null\ndiscard 9/udp sink null\n"
    "daytime 13/tcp\ndaytime 13/udp\nftp-data 20/tcp\nftp 21/tcp\nssh 22/tcp\ntelnet 23/tcp\n"
    "smtp 25/tcp mail\ntime 37/tcp timserver\ntime 37/udp timserver\ndomain 53/tcp\n"
    "domain 53/udp\nbootps 67/udp\nbootpc 68/udp\ntftp 69/udp\nfinger 79/tcp\nhttp 80/tcp www\n"
    "kerberos 88/tcp\nkerberos 88/udp\npop3 110/tcp\nsunrpc 111/tcp portmapper\n"
    "sunrpc 111/udp portmapper\nnntp 119/tcp\nntp 123/udp\nimap2 143/tcp imap\nsnmp 161/udp\n"
    "ldap 389/tcp\nldap 389/udp\nhttps 443/tcp\nhttps 443/udp\nsubmission 587/tcp\nsyslog 514/udp\n"
    "imaps 993/tcp\npop3s 995/tcp\nnfs 2049/tcp\nnfs 2049/udp\nmysql 3306/tcp\npostgresql "
    "5432/tcp\n";
constexpr const char* protocols =
    "ip 0 IP\nicmp 1 ICMP\nigmp 2 IGMP\ntcp 6 TCP\nudp 17 UDP\ndccp 33 DCCP\nipv6 41 IPv6\n"
    "gre 47 GRE\nesp 50 IPSEC-ESP\nah 51 IPSEC-AH\nipv6-icmp 58 IPv6-ICMP\nsctp 132 SCTP\n"
    "udplite 136 UDPLite\n";

// The host name is that of helpers/guest/vm-init.
constexpr std::array<std::pair<const char*, const char*>, 9> texts = {{
    {"etc/hostname", "linuxbake\n"},
    {"etc/hosts",
     "127.0.0.1 localhost\n127.0.1.1 linuxbake\n::1 localhost ip6-localhost\n10.0.2.2 host\n"},
    {"etc/passwd",
     "root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1:daemon:/usr/sbin:/bin/false\n"
     "nobody:x:65534:65534:nobody:/nonexistent:/bin/false\n"},
    {"etc/group", "root:x:0:\ndaemon:x:1:\ntty:x:5:\nmail:x:8:\nnogroup:x:65534:\n"},
    {"etc/shells", "/bin/sh\n"},
    {"etc/host.conf", "multi on\n"},
    {"etc/nsswitch.conf",
     "passwd: files\ngroup: files\nshadow: files\nhosts: files dns\nnetworks: files\n"
     "protocols: files\nservices: files\nethers: files\nrpc: files\n"},
    {"etc/services", services},
    {"etc/protocols", protocols},
}};

// What scripts and system() call without thinking of it. A host may lack some.
constexpr std::array<const char*, 40> tools = {
    "sh",    "sleep", "date",     "cat",     "echo",     "true",   "false", "test",
    "[",     "env",   "printf",   "pwd",     "uname",    "expr",   "kill",  "ls",
    "cp",    "mv",    "rm",       "mkdir",   "rmdir",    "ln",     "chmod", "chown",
    "touch", "head",  "tail",     "wc",      "tr",       "cut",    "seq",   "sort",
    "tee",   "id",    "basename", "dirname", "readlink", "mktemp", "grep",  "sed"};

void declare_link(const char* name, const char* target, GuestFiles& files) {
  Statement link;
  link.kind = Kind::symlink;
  link.name = name;
  link.target = target;
  link.mode = 0777;
  files.declare(link);
}

// devtmpfs, where the kernel has it, comes above them.
void declare_devices(GuestFiles& files) {
  struct Device {
    const char* name;
    std::uint32_t mode, major, minor;
  };
  for (const Device& device : {Device{"dev/console", 0600, 5, 1}, Device{"dev/null", 0666, 1, 3},
                               Device{"dev/zero", 0666, 1, 5}, Device{"dev/full", 0666, 1, 7},
                               Device{"dev/random", 0666, 1, 8}, Device{"dev/urandom", 0666, 1, 9},
                               Device{"dev/tty", 0666, 5, 0}, Device{"dev/ptmx", 0666, 5, 2}}) {
    Statement statement;
    statement.kind = Kind::character;
    statement.name = device.name;
    statement.mode = device.mode;
    statement.major = device.major;
    statement.minor = device.minor;
    files.declare(statement);
  }
}

Result<void> declare_text(const GuestSystem& system, const std::string& name,
                          const std::string& text, GuestFiles& files) {
  return files.declare_file(name, system.directory / fs::path(name).filename(), text);
}

// What the host has not is not there; who misses it says so.
void add_if_there(const std::string& path, GuestFiles& files) {
  std::error_code ignored;
  if (fs::exists(path, ignored)) [[maybe_unused]]
    const auto added = files.add(path);
}

// What glibc opens by name while a program runs.
void add_companions(LibrarySearch& search, GuestFiles& files) {
  for (const Libc& libc : glibcs(search)) {
    for (const char* name :
         {"libgcc_s.so.1", "libnss_files.so.2", "libnss_dns.so.2", "libresolv.so.2"}) {
      const auto library = search.find(name, libc.file);
      if (library && !search.is_moved(*library)) add_if_there(*library, files);
    }
  }
  for (const char* path : {"/etc/ld.so.cache", "/etc/ld.so.conf", "/usr/lib/locale/C.utf8",
                           "/usr/lib/locale/C.UTF-8"}) {
    add_if_there(path, files);
  }
}

}  // namespace

std::vector<std::string> guest_tools(const std::string& arch, LibrarySearch& search) {
  std::vector<std::string> paths;
  for (const char* name : tools) {
    for (const char* directory : {"/bin/", "/usr/bin/"}) {
      std::string path = std::string(directory) + name;
      const LoadedObject* object = search.object(path);
      if (object == nullptr || object->machine != architecture(arch).elf_machine) continue;
      paths.push_back(std::move(path));
      break;
    }
  }
  return paths;
}

Result<void> add_system(const GuestSystem& system, LibrarySearch& search, GuestFiles& files) {
  for (const char* path : {"/bin", "/sbin", "/lib", "/lib64"}) {
    [[maybe_unused]] const auto made = files.add_directory(path);
  }
  declare_devices(files);
  declare_link("etc/mtab", "/proc/self/mounts", files);
  declare_link("var/run", "/run", files);
  declare_link("var/lock", "/run/lock", files);
  for (const char* path : {"/etc/services", "/etc/protocols", "/etc/localtime"}) {
    add_if_there(path, files);
  }
  for (const auto& [name, text] : texts) {
    if (Result<void> done = declare_text(system, name, text, files); !done) return done;
  }
  const char* const names = system.network == "open" ? "nameserver 10.0.2.3\n" : "# no network\n";
  if (Result<void> done = declare_text(system, "etc/resolv.conf", names, files); !done) return done;
  add_companions(search, files);
  return {};
}

}  // namespace linuxbake::boot
