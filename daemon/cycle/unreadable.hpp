// A permission to see fields that the application lacks, or lost, looks as if somebody had emptied
// them for everybody. Where DingTalk says that it may not see them, or everybody lost one at once,
// nobody is taken to have changed anything.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "daemon/cycle/cycle.hpp"

namespace rosterd::cycle
{

// How a field of kPersonalFields stands in a read.
struct Sight {
    std::int64_t lost = 0; // people who had it, as far as is known, and have it no more
    bool shown = false;    // for somebody
    bool operator==(const Sight&) const = default;
};
std::map<std::string, Sight> sights_of(std::span<const model::ObservedUser> read,
                                       std::span<const model::ObservedUser> known);

// A pure decision. `readable`: the fields that the application may see, by DingTalk's word; nullopt
// or empty if it did not tell: then a field that several people had, and nobody has any more, is
// unreadable, and so is one that was so before.
std::set<std::string> unreadable_in(const std::map<std::string, Sight>& sights,
                                    const std::optional<std::vector<std::string>>& readable,
                                    const std::set<std::string>& before);

// Before a read is taken over: what of it is unreadable becomes as it is known. DingTalk is asked
// what the application may see (metered) where a field is shown for nobody and somebody had it.
// `whole`: it is of the whole company, and so tells, too, what can be read again. False: a stop was
// asked for.
bool keep_what_is_unreadable(Surroundings& with, std::vector<model::ObservedUser>& read,
                             bool whole);

// One finding while there is such a field.
void add_unreadable(state::Store& store, model::Language language, model::Plan& plan);

} // namespace rosterd::cycle
