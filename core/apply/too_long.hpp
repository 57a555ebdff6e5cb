// Texts of which a DingTalk takes fewer characters than their pages say: the catalogue of its error
// codes quotes smaller numbers [server-api-error-codes-1]. Such a text is left out, so that the
// rest goes over; it is not cut, since nobody said what would be left of it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/json.hpp"

namespace rosterd::apply
{

struct Lessons;

struct TooLong {
    std::string field;
    std::size_t most = 0;  // characters that this DingTalk takes
    std::size_t found = 0; // that it has
    bool refused = false;  // just now; false: this was known, and not tried
    bool operator==(const TooLong&) const = default;
};

// Takes out of `fields` what is known to be too long.
std::vector<TooLong> take_out_too_long(model::Json& fields, const Lessons& lessons);

// Takes out of `fields` the text that a refusal with `code` means; nullopt if it means none, or one
// no longer than the catalogue allows: that one was refused for something else.
std::optional<TooLong> take_out_refused(model::Json& fields, std::string_view code);

// "work_place stays: this DingTalk takes 50 characters of it, and HR's has 63"; "" for none.
std::string told(const std::vector<TooLong>& left_out);

} // namespace rosterd::apply
