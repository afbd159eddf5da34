// SPDX-License-Identifier: MIT
#include "isa/scan.h"

#include <algorithm>

namespace linuxbake::isa {
namespace {

void add(std::vector<Finding>& findings, Finding finding) {
  const auto same = std::find_if(findings.begin(), findings.end(), [&](const Finding& other) {
    return other.mnemonic == finding.mnemonic;
  });
  if (same == findings.end()) {
    findings.push_back(std::move(finding));
  } else {
    same->count += finding.count;
  }
}

}  // namespace

Scan scan(const std::vector<Code>& code, Processor processor) {
  Scan result;
  for (const Code& part : code) {
    for (std::size_t at = 0; at < part.bytes.size();) {
      const Instruction instruction = decode(part.bytes.substr(at));
      ++result.instructions;
      if (instruction.mnemonic.empty() || instruction.since > processor)
        add(result.findings, {instruction.mnemonic, 1, part.section, part.address + at});
      at += instruction.length;
    }
  }
  return result;
}

}  // namespace linuxbake::isa
