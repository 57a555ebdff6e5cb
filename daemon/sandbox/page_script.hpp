// What the page for people does, in the browser; its texts in three languages.
#pragma once

#include <string_view>

namespace rosterd::sandbox
{

std::string_view page_script();

} // namespace rosterd::sandbox
