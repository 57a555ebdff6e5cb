// The page around a plan: looks, searching and narrowing down, all in one file.
#pragma once

#include <string>
#include <string_view>

#include "core/plan/render.hpp"

namespace rosterd::plan
{

std::string escaped(std::string_view text); // for HTML's text and attributes

// `body`: HTML with one input and buttons; what they show and hide carries data-kind.
std::string html_page(const std::string& title, const std::string& body, Language language);

} // namespace rosterd::plan
