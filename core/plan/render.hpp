// A plan for people and machines: text, CSV and one self-contained HTML page.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "core/model/language.hpp"
#include "core/model/observed.hpp"
#include "core/model/plan.hpp"

namespace rosterd::plan
{

using model::Language;

struct RenderOptions {
    Language language = Language::en;
    bool colour = false;
    std::string company;                             // shown in the heading; may be empty
    std::map<model::DeptId, std::string> dept_names; // paths for ids that occur in the plan
    std::chrono::minutes utc_offset{0};              // of the times that are shown
    std::optional<model::Instant> read_at = {};      // when all of DingTalk was last read
};

std::string render_text(const model::Plan& plan, const RenderOptions& options);
std::string render_csv(const model::Plan& plan, const RenderOptions& options);
std::string render_html(const model::Plan& plan, const RenderOptions& options);

} // namespace rosterd::plan
