// SPDX-License-Identifier: MIT
#include "isa/decoder.h"

#include <Zydis/Zydis.h>

#include <string_view>

namespace linuxbake::isa {
namespace {

Processor first_with(const ZydisDecodedInstruction& instruction) {
  if (instruction.mnemonic == ZYDIS_MNEMONIC_UD2) return Processor::i386;
  switch (instruction.meta.isa_set) {
    case ZYDIS_ISA_SET_I86:
    case ZYDIS_ISA_SET_LAHF:  // an extension only with 64 bits
    case ZYDIS_ISA_SET_I186:
    case ZYDIS_ISA_SET_I286REAL:
    case ZYDIS_ISA_SET_I286PROTECTED:
    case ZYDIS_ISA_SET_I386:
    case ZYDIS_ISA_SET_X87:
    case ZYDIS_ISA_SET_PAUSE:
      return Processor::i386;
    case ZYDIS_ISA_SET_I486:
    case ZYDIS_ISA_SET_I486REAL:
      return Processor::i486;
    case ZYDIS_ISA_SET_PENTIUMREAL:
      return Processor::i586;
    case ZYDIS_ISA_SET_PPRO:
    case ZYDIS_ISA_SET_CMOV:
    case ZYDIS_ISA_SET_FCMOV:
    case ZYDIS_ISA_SET_FAT_NOP:
    case ZYDIS_ISA_SET_RDPMC:
      return Processor::i686;
    default:
      break;
  }
  // A set of its own since Zydis 4.1, which no macro of 4.0 can ask for; PPRO's before.
  const char* const name = ZydisISASetGetString(instruction.meta.isa_set);
  return name != nullptr && std::string_view(name) == "FCOMI" ? Processor::i686 : Processor::later;
}

ZydisDecoder make_decoder() {
  ZydisDecoder decoder;
  ZydisDecoderInit(&decoder, ZYDIS_MACHINE_MODE_LEGACY_32, ZYDIS_STACK_WIDTH_32);
  return decoder;
}

}  // namespace

bool can_decode() {
  return true;
}

Instruction decode(std::string_view bytes) {
  static const ZydisDecoder decoder = make_decoder();
  ZydisDecodedInstruction instruction;
  if (!ZYAN_SUCCESS(ZydisDecoderDecodeInstruction(&decoder, nullptr, bytes.data(), bytes.size(),
                                                  &instruction)))
    return {};
  return {ZydisMnemonicGetString(instruction.mnemonic), instruction.length,
          first_with(instruction)};
}

}  // namespace linuxbake::isa
