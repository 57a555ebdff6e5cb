#include "daemon/cycle/hooks.hpp"

namespace rosterd::cycle
{

namespace
{

std::string setting_of(const std::string& source)
{
    return "hook." + source;
}

} // namespace

void set_hook_mark(state::Store& store, const std::string& source, model::Instant now)
{
    const std::string before = hook_mark(store, source);
    const std::string time = model::to_string(now);
    store.runs().set_setting(setting_of(source), before.starts_with(time) ? before + "+" : time);
}

std::string hook_mark(state::Store& store, const std::string& source)
{
    return store.runs().setting(setting_of(source)).value_or("");
}

void clear_hook_mark(state::Store& store, const std::string& source, const std::string& mark)
{
    if (mark.empty()) {
        return;
    }
    store.transaction([&] {
        if (hook_mark(store, source) == mark) {
            store.runs().set_setting(setting_of(source), "");
        }
    });
}

} // namespace rosterd::cycle
