// SPDX-License-Identifier: MIT
#include "cpio/compress.h"

#include <fmt/format.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <string>

namespace linuxbake::cpio {
namespace {

constexpr std::size_t buffer_size = std::size_t{1} << 18;
constexpr std::uint64_t xz_block_size = std::uint64_t{32} << 20;
constexpr std::uint64_t xz_threads_limit = 16384;  // of liblzma

struct Method {
  Compression compression;
  std::string_view name;
  int lowest;
  int highest;
  int usual;
};

constexpr std::array methods = {
    Method{Compression::none, "none", 0, 0, 0}, Method{Compression::gzip, "gzip", 0, 9, 9},
    Method{Compression::xz, "xz", 0, 9, 9},     Method{Compression::zstd, "zstd", 1, 22, 19},
    Method{Compression::lz4, "lz4", 1, 12, 12},
};

const Method& method_of(Compression compression) {
  return *std::find_if(methods.begin(), methods.end(),
                       [&](const Method& method) { return method.compression == compression; });
}

// Hands everything to the sink below.
class PlainSink : public Sink {
 public:
  explicit PlainSink(Sink& below) : below_(below) {}
  Result<void> write(std::string_view bytes) override { return below_.write(bytes); }
  Result<void> copy(const std::string& path, std::uint64_t size) override {
    return below_.copy(path, size);
  }
  Result<void> finish() override { return below_.finish(); }

 private:
  Sink& below_;
};

class GzipSink : public Sink {
 public:
  explicit GzipSink(Sink& below) : below_(below) {}
  ~GzipSink() override { deflateEnd(&stream_); }

  [[nodiscard]] bool start(int level) {
    constexpr int window_bits = 15 + 16;  // + 16: a gzip member, which then says 1970 and "Unix"
    return deflateInit2(&stream_, level, Z_DEFLATED, window_bits, 9, Z_DEFAULT_STRATEGY) == Z_OK;
  }
  Result<void> write(std::string_view bytes) override {
    for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), buffer_size))) {
      std::string part(bytes.substr(0, buffer_size));
      if (Result<void> done = run(part, Z_NO_FLUSH); !done) return done;
    }
    return {};
  }
  Result<void> finish() override {
    std::string nothing;
    if (Result<void> done = run(nothing, Z_FINISH); !done) return done;
    return below_.finish();
  }

 private:
  Result<void> run(std::string& bytes, int flush);

  Sink& below_;
  z_stream stream_ = {};
};

Result<void> GzipSink::run(std::string& bytes, int flush) {
  std::string out(buffer_size, '\0');
  stream_.next_in = reinterpret_cast<Bytef*>(bytes.data());
  stream_.avail_in = static_cast<uInt>(bytes.size());
  do {
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = static_cast<uInt>(out.size());
    if (deflate(&stream_, flush) == Z_STREAM_ERROR) return fail("zlib failed");
    const std::string_view made(out.data(), out.size() - stream_.avail_out);
    if (Result<void> done = below_.write(made); !done) return done;
  } while (stream_.avail_out == 0);
  return {};
}

class XzSink : public Sink {
 public:
  explicit XzSink(Sink& below) : below_(below) {}
  ~XzSink() override { lzma_end(&stream_); }

  [[nodiscard]] bool start(const CompressOptions& options, int level);
  Result<void> write(std::string_view bytes) override { return run(bytes, LZMA_RUN); }
  Result<void> finish() override {
    if (Result<void> done = run({}, LZMA_FINISH); !done) return done;
    return below_.finish();
  }

 private:
  Result<void> run(std::string_view bytes, lzma_action action);

  Sink& below_;
  lzma_stream stream_ = LZMA_STREAM_INIT;
};

bool XzSink::start(const CompressOptions& options, int level) {
  lzma_options_lzma lzma;
  const std::uint32_t extreme = level == 9 ? LZMA_PRESET_EXTREME : 0;
  if (lzma_lzma_preset(&lzma, static_cast<std::uint32_t>(level) | extreme) != 0) return false;
  // The kernel allocates the whole dictionary: one larger than the data only wastes its memory.
  const std::uint64_t needed =
      std::bit_ceil(std::clamp<std::uint64_t>(options.size, LZMA_DICT_SIZE_MIN, xz_block_size));
  lzma.dict_size = std::min(lzma.dict_size, static_cast<std::uint32_t>(needed));
  std::array<lzma_filter, 3> filters{};
  std::size_t count = 0;
  if (options.xz_filter == XzFilter::x86) {
    filters[count++] = {LZMA_FILTER_X86, nullptr};
    lzma.pb = 0;  // instructions of x86 are not aligned
    lzma.lc = 4;
  }
  filters[count++] = {LZMA_FILTER_LZMA2, &lzma};
  filters[count] = {LZMA_VLI_UNKNOWN, nullptr};

  const std::uint64_t blocks = options.size / xz_block_size + 1;
  lzma_mt threads{};
  threads.threads = static_cast<std::uint32_t>(
      std::clamp<std::uint64_t>(options.threads, 1, std::min(blocks, xz_threads_limit)));
  threads.block_size = xz_block_size;
  threads.filters = filters.data();
  threads.check = LZMA_CHECK_CRC32;
  return lzma_stream_encoder_mt(&stream_, &threads) == LZMA_OK;
}

Result<void> XzSink::run(std::string_view bytes, lzma_action action) {
  std::string out(buffer_size, '\0');
  stream_.next_in = reinterpret_cast<const std::uint8_t*>(bytes.data());
  stream_.avail_in = bytes.size();
  lzma_ret state = LZMA_OK;
  do {
    stream_.next_out = reinterpret_cast<std::uint8_t*>(out.data());
    stream_.avail_out = out.size();
    state = lzma_code(&stream_, action);
    if (state != LZMA_OK && state != LZMA_STREAM_END) {
      return fail(fmt::format("liblzma failed with code {}", static_cast<int>(state)));
    }
    const std::string_view made(out.data(), out.size() - stream_.avail_out);
    if (Result<void> done = below_.write(made); !done) return done;
  } while (stream_.avail_in > 0 || (action == LZMA_FINISH && state != LZMA_STREAM_END));
  return {};
}

class ZstdSink : public Sink {
 public:
  explicit ZstdSink(Sink& below) : below_(below) {}
  ~ZstdSink() override { ZSTD_freeCCtx(context_); }

  [[nodiscard]] bool start(const CompressOptions& options, int level);
  Result<void> write(std::string_view bytes) override { return run(bytes, ZSTD_e_continue); }
  Result<void> finish() override {
    if (Result<void> done = run({}, ZSTD_e_end); !done) return done;
    return below_.finish();
  }

 private:
  Result<void> run(std::string_view bytes, ZSTD_EndDirective end);

  Sink& below_;
  ZSTD_CCtx* context_ = ZSTD_createCCtx();
};

bool ZstdSink::start(const CompressOptions& options, int level) {
  // A library that was built without threads refuses nbWorkers; it has but one way to compress.
  const int workers = static_cast<int>(std::clamp(options.threads, 1U, 200U));
  (void)ZSTD_CCtx_setParameter(context_, ZSTD_c_nbWorkers, workers);
  const auto accepted = [](std::size_t code) { return ZSTD_isError(code) == 0; };
  return accepted(ZSTD_CCtx_setParameter(context_, ZSTD_c_compressionLevel, level)) &&
         accepted(ZSTD_CCtx_setParameter(context_, ZSTD_c_checksumFlag, 1)) &&
         accepted(ZSTD_CCtx_setPledgedSrcSize(context_, options.size));
}

Result<void> ZstdSink::run(std::string_view bytes, ZSTD_EndDirective end) {
  std::string buffer(ZSTD_CStreamOutSize(), '\0');
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  bool more = true;
  while (more) {
    ZSTD_outBuffer out{buffer.data(), buffer.size(), 0};
    const std::size_t left = ZSTD_compressStream2(context_, &out, &in, end);
    if (ZSTD_isError(left) != 0) {
      return fail(fmt::format("libzstd failed: {}", ZSTD_getErrorName(left)));
    }
    if (Result<void> done = below_.write({buffer.data(), out.pos}); !done) return done;
    more = end == ZSTD_e_end ? left != 0 : in.pos < in.size;
  }
  return {};
}

// The sink, if its library accepted the options.
template <typename Kind, typename... Arguments>
Result<std::unique_ptr<Sink>> started(Sink& below, const Arguments&... arguments) {
  auto sink = std::make_unique<Kind>(below);
  if (!sink->start(arguments...))
    return fail("the compressor cannot be set up: too little memory?");
  return sink;
}

Result<int> level_of(const CompressOptions& options) {
  const Method& method = method_of(options.compression);
  const int level = options.level.value_or(method.usual);
  if (options.level && method.highest == 0) {
    return fail(fmt::format("a level, but the compression is {}", method.name));
  }
  if (level >= method.lowest && level <= method.highest) return level;
  return fail(fmt::format("level {}, but {} has levels {} to {}", level, method.name, method.lowest,
                          method.highest));
}

}  // namespace

std::string_view name_of(Compression compression) {
  return method_of(compression).name;
}

Result<Compression> compression_of(std::string_view name) {
  for (const Method& method : methods) {
    if (method.name == name) return method.compression;
  }
  return fail(fmt::format("unknown compression '{}' (none, gzip, xz, zstd, lz4)", name));
}

Result<std::unique_ptr<Sink>> make_compressor(const CompressOptions& options, Sink& below) {
  const Result<int> level = level_of(options);
  if (!level) return tl::unexpected(level.error());
  if (options.xz_filter != XzFilter::none && options.compression != Compression::xz) {
    return fail(
        fmt::format("a filter of xz, but the compression is {}", name_of(options.compression)));
  }
  switch (options.compression) {
    case Compression::gzip:
      return started<GzipSink>(below, *level);
    case Compression::xz:
      return started<XzSink>(below, options, *level);
    case Compression::zstd:
      return started<ZstdSink>(below, options, *level);
    case Compression::lz4:
      return make_lz4_compressor(*level, options.threads, below);
    case Compression::none:
      break;
  }
  return std::make_unique<PlainSink>(below);
}

}  // namespace linuxbake::cpio
