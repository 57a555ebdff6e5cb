// libFuzzer: any bytes as a filter, a path and a PATCH of a user; nothing may throw, what is
// written is read back, and what was accepted once stays.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/scim/filter_match.hpp"
#include "core/scim/index.hpp"
#include "core/scim/listing.hpp"
#include "core/scim/patch.hpp"
#include "core/scim/resource.hpp"
#include "tests/core/scim/people.hpp"

namespace
{

using namespace rosterd;

void need(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

void try_filter(std::string_view text, const model::Json& user)
{
    const auto filter = scim::parse_filter(text);
    if (!filter) {
        need(!filter.error().detail.empty());
        return;
    }
    const auto again = scim::parse_filter(scim::to_text(*filter));
    need(again && *again == *filter);
    const bool fits = scim::matches(*filter, user, scim::user_type());
    const auto by = scim::narrowed(*filter, scim::user_type());
    const auto keys = scim::keys_of(user, scim::user_type());
    need(!fits || !by.key || std::ranges::find(keys, *by.key) != keys.end());
}

void try_patch(std::string_view text, const model::Json& user)
{
    if (scim::nested_deeper_than(text, 32)) {
        return;
    }
    const auto message = model::Json::parse(text, nullptr, false);
    if (message.is_discarded()) {
        return;
    }
    (void)scim::parse_search(message);
    if (const auto created = scim::accepted(message, scim::user_type())) {
        const auto again = scim::accepted(*created, scim::user_type());
        need(again && *again == *created);
    }
    const auto after = scim::patched(user, message, scim::user_type());
    need(!after || after->contains("userName"));
    if (after) {
        need(scim::accepted(*after, scim::user_type()).has_value());
        (void)scim::keys_of(*after, scim::user_type());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const model::Json whole = scim::test::babs();
    static const model::Json user = scim::accepted(whole, scim::user_type()).value();
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    try_filter(text, whole);
    try_patch(text, user);
    (void)scim::parse_path(text);
    (void)scim::parse_projection(std::string{text}, "");
    // The text as one operation's path, so that paths are found without guessing JSON around them.
    (void)scim::patched(
        user,
        {{"Operations", model::Json::array({{{"op", size % 2 == 0 ? "add" : "replace"},
                                             {"path", std::string{text}},
                                             {"value", "x"}}})}},
        scim::user_type());
    return 0;
}
