#include "daemon/cycle/leading.hpp"

#include <algorithm>

namespace rosterd::cycle
{

namespace
{

std::string setting_of(const std::string& source)
{
    return "leaders.named." + source;
}

bool leads(const model::Person& person)
{
    return !person.leads.empty();
}

} // namespace

void note_leading(state::Store& store, const std::string& source,
                  const std::vector<state::RosterPerson>& before,
                  const std::vector<model::Person>& people)
{
    if ((std::ranges::any_of(people, leads) ||
         std::ranges::any_of(before, leads, &state::RosterPerson::person)) &&
        !store.runs().setting(setting_of(source))) {
        store.runs().set_setting(setting_of(source), "yes");
    }
}

std::set<std::string> sources_that_name_leaders(state::Store& store)
{
    std::set<std::string> out;
    for (const std::string& source : store.roster().source_names()) {
        if (store.runs().setting(setting_of(source))) {
            out.insert(source);
        }
    }
    return out;
}

} // namespace rosterd::cycle
