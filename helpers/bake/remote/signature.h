// SPDX-License-Identifier: MIT
// signature.h - signatures of statements by ssh-keygen -Y, with the namespace "linuxbake-result".
//
// SSH keys are what developers and CI services have already; ssh-agent and hardware tokens work,
// and a file of allowed signers has names, validity and revocation by being edited. Format and
// options: ssh-keygen(1), and PROTOCOL.sshsig of OpenSSH.
#pragma once

#include <filesystem>
#include <string>

#include "bake/remote/statement.h"
#include "common/result.h"

namespace linuxbake::bake::remote {

// Files are made in `work`, a directory that is there. Errors: the key cannot sign.
[[nodiscard]] Result<Signed> sign(const std::string& statement, const std::filesystem::path& signer,
                                  const std::filesystem::path& work);

// Who has signed it: a name from the file `keys`. Errors: it is not signed; not by one of them; not
// for this purpose; their time is over; it is another text.
[[nodiscard]] Result<std::string> signer_of(const Signed& whole, const std::filesystem::path& keys,
                                            const std::filesystem::path& work);

}  // namespace linuxbake::bake::remote
