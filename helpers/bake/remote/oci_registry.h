// SPDX-License-Identifier: MIT
// oci_registry.h - a registry of the OCI Distribution Specification 1.1: each cache entry is an
// artifact whose tag is the key. Its layers are the files, by "org.opencontainers.image.title", as
// `oras` names them; statement and signature are annotations of its manifest:
//
//   artifactType  application/vnd.linuxbake.result.v1
//   layers        application/vnd.linuxbake.result.file.v1
//   annotations   io.linuxbake.statement, io.linuxbake.signature
#pragma once

#include <memory>
#include <string>

#include "bake/remote/server.h"

namespace linuxbake::bake::remote {

// `host` with its scheme: "https://registry.example:5000".
[[nodiscard]] std::unique_ptr<Server> open_oci_registry(const std::string& host,
                                                        const std::string& name);

// What a registry asks for: `Bearer realm="…",service="…",scope="…"`, as the address of a token.
// Empty where it asks for something else. A function of its own for its tests.
[[nodiscard]] std::string address_of_token(const std::string& challenge);

}  // namespace linuxbake::bake::remote
