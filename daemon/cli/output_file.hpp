// Files that a command writes. None of them takes the place of something else.
#pragma once

#include <string>
#include <string_view>

#include "core/model/result.hpp"

namespace rosterd::cli
{

// Whether `file` may be written: it is not there, is empty, is a device or pipe, or holds what this
// command wrote there before, known by `mark` within its first 4,096 bytes (empty: nothing). The
// error (invalid) says what is in the way.
model::Result<void> may_write(const std::string& file, std::string_view mark);

} // namespace rosterd::cli
