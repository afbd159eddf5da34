// SPDX-License-Identifier: MIT
#include "bake/remote/server.h"

#include <fmt/format.h>

#include "bake/remote/directory.h"
#include "bake/remote/http.h"
#include "bake/remote/http_cache.h"
#include "bake/remote/oci_registry.h"

namespace linuxbake::bake::remote {

Result<std::unique_ptr<Server>> open_server(const std::string& address) {
  const std::string rest =
      address.find("://") == std::string::npos ? "" : address.substr(address.find("://") + 3);
  if (!rest.empty() && (address.starts_with("http://") || address.starts_with("https://")))
    return open_http_cache(address);
  if (address.starts_with("file:///")) return open_directory(rest);
  const std::size_t slash = rest.find('/');
  const bool has_name = slash != std::string::npos && slash > 0 && slash + 1 < rest.size();
  if (has_name && address.starts_with("oci://"))
    return open_oci_registry("https://" + rest.substr(0, slash), rest.substr(slash + 1));
  if (has_name && address.starts_with("oci+http://"))
    return open_oci_registry("http://" + rest.substr(0, slash), rest.substr(slash + 1));
  return fail(fmt::format("'{}' is no address of a server: https://host/path, oci://host/name",
                          shown_url(address)));
}

}  // namespace linuxbake::bake::remote
