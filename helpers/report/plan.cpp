// SPDX-License-Identifier: MIT
#include "report/plan.h"

#include <nlohmann/json.hpp>

#include "common/json.h"

namespace linuxbake::report {
namespace {

PlannedImage image_of(const Json& entry) {
  return {entry.at("target"),  entry.at("file"),   entry.at("format"), entry.at("arch"),
          entry.at("cmdline"), entry.at("record"), entry.at("kernel"), entry.at("initramfs")};
}

Plan plan_of(const Json& json) {
  Plan plan;
  plan.name = json.at("name");
  plan.run = json.value("run", "");
  plan.build = json.value("build", "");
  for (const Json& entry : json.at("images")) plan.images.push_back(image_of(entry));
  for (const Json& entry : json.at("kernels"))
    plan.kernels.push_back(
        {entry.at("target"), entry.at("file"), entry.at("sizes"), entry.at("config")});
  for (const Json& entry : json.at("initramfs"))
    plan.initramfs.push_back({entry.at("target"), entry.at("file"), entry.at("compression")});
  for (const Json& entry : json.at("packages"))
    plan.packages.push_back({entry.at("target"), entry.at("kind"), entry.at("record")});
  for (const Json& entry : json.value("boots", Json::array())) plan.boots.push_back(entry);
  return plan;
}

}  // namespace

Result<Plan> parse_plan(const std::string& text, const std::string& file) {
  try {
    return plan_of(parse_json(text));
  } catch (const Json::exception& error) {
    return fail(std::string("is no plan of a report: ") + error.what(), file);
  }
}

}  // namespace linuxbake::report
