// SPDX-License-Identifier: MIT
// Writes a picture of one red point, reads it again, and says what it is.
#include <spng.h>
#include <stdio.h>
#include <stdlib.h>

int main(void) {
  static const unsigned char red[3] = {255, 0, 0};
  struct spng_ihdr header = {.width = 1, .height = 1, .bit_depth = 8,
                             .color_type = SPNG_COLOR_TYPE_TRUECOLOR};
  unsigned char point[3] = {0, 0, 0};
  size_t size = 0;
  int error = 0;

  spng_ctx* writer = spng_ctx_new(SPNG_CTX_ENCODER);
  spng_set_option(writer, SPNG_ENCODE_TO_BUFFER, 1);
  spng_set_ihdr(writer, &header);
  error = spng_encode_image(writer, red, sizeof red, SPNG_FMT_PNG, SPNG_ENCODE_FINALIZE);
  void* file = error ? NULL : spng_get_png_buffer(writer, &size, &error);
  spng_ctx_free(writer);

  spng_ctx* reader = spng_ctx_new(0);
  if (!error) error = spng_set_png_buffer(reader, file, size);
  if (!error) error = spng_decode_image(reader, point, sizeof point, SPNG_FMT_RGB8, 0);
  spng_ctx_free(reader);
  free(file);
  if (error) {
    fprintf(stderr, "png: %s\n", spng_strerror(error));
    return 1;
  }
  printf("libspng %s: %d %d %d\n", spng_version_string(), point[0], point[1], point[2]);
  return 0;
}
