// SPDX-License-Identifier: MIT
// efi-loader.c - starts a kernel with an EFI stub from the medium that it was started from itself.
//
// The firmware starts a program of a fixed name from a removable medium, and gives it no arguments
// (UEFI 2.10, 3.5.1.1). The kernel's EFI stub is such a program, but finds its command line and its
// initramfs by arguments (Documentation/admin-guide/efi-stub.rst). This program stands between: it
// reads one entry of the Boot Loader Specification (type 1: title, linux, initrd, options),
// /loader/entries/linux.conf, and starts that kernel.
//
// No libc, nothing that is written but the stack, every address relative to the program counter:
// it runs wherever it is loaded to, and needs no relocations.
typedef unsigned char Byte;
typedef unsigned short Char16;  // UCS-2, little-endian
typedef unsigned long Word;     // UINTN
typedef Word Status;
typedef void *Handle;

#if defined(__x86_64__)
#define EFI __attribute__((ms_abi))
#define MACHINE "0x8664"
#elif defined(__aarch64__)
#define EFI
#define MACHINE "0xaa64"
#else
#error "efi-loader.c: this architecture has no row here"
#endif

// The header of a PE32+ program (Microsoft's PE format): one section, at file offset 0x200.
__asm__(
    ".section .header, \"a\"\n"
    ".ascii \"MZ\"\n .org 0x3c\n .long 0x40\n"
    ".ascii \"PE\\0\\0\"\n .short " MACHINE ", 1\n .long 0, 0, 0\n .short 0xa0, 0x206\n"
    ".short 0x20b, 0\n .long text_size, 0, 0, entry_address, text_address\n"
    ".quad 0\n .long 0x1000, 0x200\n .short 0, 0, 0, 0, 0, 0\n"
    ".long 0, image_size, 0x200, 0\n"
    ".short 10, 0x100\n"  // an EFI application that needs no page both writable and executable
    ".quad 0, 0, 0, 0\n .long 0, 6\n .quad 0, 0, 0, 0, 0, 0\n"
    ".ascii \".text\\0\\0\\0\"\n .long text_size, text_address, text_file_size, 0x200\n"
    ".long 0, 0\n .short 0, 0\n .long 0x60000020\n"
    ".previous\n");

// Only the members that are used have their types; the places are those of the specification.
typedef struct {
  unsigned int a;
  unsigned short b, c;
  Byte d[8];
} Guid;

typedef struct TextOutput {
  void *reset;
  Status(EFI *output_string)(struct TextOutput *, const Char16 *);
} TextOutput;

typedef struct {
  Byte header[24];
  void *before_handle_protocol[16];
  Status(EFI *handle_protocol)(Handle, const Guid *, void **);
  void *before_load_image[5];
  Status(EFI *load_image)(Byte, Handle, const void *, void *, Word, Handle *);
  Status(EFI *start_image)(Handle, Word *, Char16 **);
  void *before_stall[4];
  Status(EFI *stall)(Word);
} BootServices;

typedef struct {
  Byte header[24];
  void *vendor;
  Word revision;
  void *console_in_handle, *console_in, *console_out_handle;
  TextOutput *console_out;
  void *error_handle, *error, *runtime_services;
  BootServices *boot_services;
} SystemTable;

typedef struct {
  Word revision;
  void *parent, *system_table;
  Handle device;
  void *path, *reserved;
  unsigned int options_size;
  const void *options;
} LoadedImage;

typedef struct File {
  Word revision;
  Status(EFI *open)(struct File *, struct File **, const Char16 *, Word, Word);
  Status(EFI *close)(struct File *);
  void *delete;
  Status(EFI *read)(struct File *, Word *, void *);
} File;

typedef struct FileSystem {
  Word revision;
  Status(EFI *open_volume)(struct FileSystem *, File **);
} FileSystem;

enum { entry_limit = 8192, path_limit = 1024, device_path_limit = 1024 };
enum { media_device_path = 4, file_path = 4, end_of_path = 0x7f, end_entire = 0xff };
enum { load_error = 1, mode_read = 1, five_seconds = 5000000 };  // microseconds

static const Guid loaded_image_guid = {
    0x5b1b31a1, 0x9562, 0x11d2, {0x8e, 0x3f, 0x00, 0xa0, 0xc9, 0x69, 0x72, 0x3b}};
static const Guid device_path_guid = {
    0x09576e91, 0x6d3f, 0x11d2, {0x8e, 0x39, 0x00, 0xa0, 0xc9, 0x69, 0x72, 0x3b}};
static const Guid file_system_guid = {
    0x964e5b22, 0x6459, 0x11d2, {0x8e, 0x39, 0x00, 0xa0, 0xc9, 0x69, 0x72, 0x3b}};

// gcc may call these for structures and loops, whatever it is told.
void *memcpy(void *to, const void *from, Word size) {
  for (Word i = 0; i < size; ++i) ((volatile Byte *)to)[i] = ((const Byte *)from)[i];
  return to;
}

void *memset(void *to, int value, Word size) {
  for (Word i = 0; i < size; ++i) ((volatile Byte *)to)[i] = (Byte)value;
  return to;
}

// The error to end with; the firmware goes on to the next boot option after it.
static Status complain(SystemTable *system, const Char16 *what) {
  TextOutput *console = system->console_out;
  console->output_string(console, u"LinuxBake: ");
  console->output_string(console, what);
  console->output_string(console, u"\r\n");
  system->boot_services->stall(five_seconds);
  return (Word)1 << (8 * sizeof(Word) - 1) | load_error;
}

static Status read_entry(SystemTable *system, Handle device, char *text) {
  FileSystem *file_system;
  File *root, *file;
  Status status = system->boot_services->handle_protocol(device, &file_system_guid,
                                                         (void **)&file_system);
  if (!status) status = file_system->open_volume(file_system, &root);
  if (!status) status = root->open(root, &file, u"\\loader\\entries\\linux.conf", mode_read, 0);
  Word size = entry_limit - 1;
  if (!status) status = file->read(file, &size, text);
  if (!status) {
    text[size] = '\0';
    file->close(file);
    if (size == entry_limit - 1) status = load_error;  // there is more, which would be lost
  }
  return status;
}

// The value of a key: the rest of the line that begins with it. 0 where there is none.
static const char *value_of(const char *entry, const char *key) {
  while (*entry) {
    Word length = 0;
    while (key[length] && entry[length] == key[length]) ++length;
    if (!key[length] && (entry[length] == ' ' || entry[length] == '\t')) {
      entry += length;
      while (*entry == ' ' || *entry == '\t') ++entry;
      return entry;
    }
    while (*entry && *entry != '\n') ++entry;
    if (*entry) ++entry;
  }
  return 0;
}

static int ends_line(char c) {
  return c == '\0' || c == '\n' || c == '\r';
}

// The next character of UTF-8 text, which CMake has checked; a byte that is none stands for itself.
static unsigned int next_character(const char **text) {
  const Byte *const bytes = (const Byte *)*text;
  const int more = bytes[0] < 0xc0 ? 0 : bytes[0] < 0xe0 ? 1 : bytes[0] < 0xf0 ? 2 : 3;
  unsigned int character = more ? bytes[0] & (0x3fU >> more) : bytes[0];
  for (int i = 1; i <= more; ++i) {
    if ((bytes[i] & 0xc0) != 0x80) {
      ++*text;
      return bytes[0];
    }
    character = character << 6 | (bytes[i] & 0x3fU);
  }
  *text += 1 + more;
  return character;
}

// Appends a value in UTF-16, which the kernel turns into UTF-8 again; a path with the firmware's
// separators. The result is the new end.
static Char16 *append(Char16 *end, const char *value, int is_path) {
  while (!ends_line(*value)) {
    unsigned int character = next_character(&value);
    if (character > 0xffff) {
      character -= 0x10000;
      *end++ = (Char16)(0xd800 + (character >> 10));
      character = 0xdc00 + (character & 0x3ff);
    }
    *end++ = is_path && character == '/' ? u'\\' : (Char16)character;
  }
  return end;
}

// The path of the device, and behind it that of the file.
static int make_path(Byte *path, const Byte *device, const char *file) {
  Word size = 0;
  while (device[size] != end_of_path) {
    const Word next = size + (device[size + 2] | (Word)device[size + 3] << 8);
    if (next > device_path_limit) return 0;
    size = next;
  }
  memcpy(path, device, size);
  Char16 name[path_limit];
  Word length = 0;
  while (!ends_line(file[length])) ++length;
  if (length >= path_limit) return 0;
  *append(name, file, 1) = 0;
  const Word name_size = (length + 1) * sizeof(Char16), node = 4 + name_size;
  const Byte header[4] = {media_device_path, file_path, (Byte)node, (Byte)(node >> 8)};
  const Byte end[4] = {end_of_path, end_entire, 4, 0};
  memcpy(path + size, header, 4);
  memcpy(path + size + 4, name, name_size);
  memcpy(path + size + node, end, 4);
  return 1;
}

static Char16 *append_literal(Char16 *end, const Char16 *text) {
  while (*text) *end++ = *text++;
  return end;
}

Status EFI efi_main(Handle image, SystemTable *system) {
  BootServices *const boot = system->boot_services;
  LoadedImage *self, *loaded;
  Byte *device;
  char entry[entry_limit];
  Byte path[device_path_limit + 4 + path_limit * sizeof(Char16) + 4];
  Char16 options[entry_limit + 16];
  if (boot->handle_protocol(image, &loaded_image_guid, (void **)&self) ||
      boot->handle_protocol(self->device, &device_path_guid, (void **)&device))
    return complain(system, u"this firmware does not say what it started me from");
  if (read_entry(system, self->device, entry))
    return complain(system, u"/loader/entries/linux.conf cannot be read, or is too long");
  const char *const linux_file = value_of(entry, "linux");
  const char *const initrd = value_of(entry, "initrd");
  const char *const words = value_of(entry, "options");
  Handle kernel;
  if (!linux_file || !make_path(path, device, linux_file) ||
      boot->load_image(0, image, path, 0, 0, &kernel))
    return complain(system, u"the kernel of /loader/entries/linux.conf cannot be loaded");
  Char16 *end = options;
  if (initrd) {
    end = append(append_literal(end, u"initrd="), initrd, 1);
    *end++ = u' ';
  }
  if (words) end = append(end, words, 0);
  *end++ = 0;
  if (boot->handle_protocol(kernel, &loaded_image_guid, (void **)&loaded))
    return complain(system, u"the kernel takes no command line");
  loaded->options = options;
  loaded->options_size = (unsigned int)((Byte *)end - (Byte *)options);
  boot->start_image(kernel, 0, 0);
  return complain(system, u"the kernel came back");
}
