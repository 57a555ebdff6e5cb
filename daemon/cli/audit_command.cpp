// audit: what was done, by whom and to whom; and whether the trail is the one that was written.
#include <charconv>
#include <iostream>

#include "daemon/cli/audit_text.hpp"
#include "daemon/cli/commands.hpp"
#include "daemon/cli/exit.hpp"

namespace rosterd::cli
{

namespace
{

std::optional<state::AuditMark> mark_of(const std::string& text)
{
    state::AuditMark out;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out.entries);
    const auto colon = static_cast<std::size_t>(end - text.data());
    if (error != std::errc{} || out.entries < 1 || colon >= text.size() || text[colon] != ':') {
        return std::nullopt;
    }
    out.seal = text.substr(colon + 1);
    const bool whole = out.seal.size() == 64 &&
                       out.seal.find_first_not_of("0123456789abcdef") == std::string::npos;
    return whole ? std::optional{out} : std::nullopt;
}

std::string text_of(const state::AuditMark& mark)
{
    return std::to_string(mark.entries) + ":" + mark.seal;
}

std::string_view name_of(state::AuditDamage damage)
{
    switch (damage) {
    case state::AuditDamage::changed:
        return "changed";
    case state::AuditDamage::removed:
        return "removed";
    case state::AuditDamage::inserted:
        return "inserted";
    case state::AuditDamage::cut_off:
        return "cut_off";
    case state::AuditDamage::rewritten:
        return "rewritten";
    }
    return "";
}

std::string sentence_of(state::AuditDamage damage, const std::string& entry)
{
    switch (damage) {
    case state::AuditDamage::changed:
        return "entry " + entry + " is not what was written";
    case state::AuditDamage::removed:
        return "entry " + entry + " was removed";
    case state::AuditDamage::inserted:
        return "entry " + entry + " was not written by rosterd";
    case state::AuditDamage::cut_off:
        return "the trail was cut off before entry " + entry;
    case state::AuditDamage::rewritten:
        return "entry " + entry + " does not lead to the mark: something up to it was rewritten";
    }
    return "";
}

void tell(const Globals& globals, const state::AuditCheck& check)
{
    if (globals.json) {
        model::Json json{{"sound", !check.damage},
                         {"entries", check.mark.entries},
                         {"mark", text_of(check.mark)}};
        if (check.damage) {
            json["damage"] = name_of(*check.damage);
            json["entry"] = check.entry;
        }
        print_json(json);
    } else if (check.damage) {
        std::cout << "damaged: " << sentence_of(*check.damage, std::to_string(check.entry))
                  << "\n    what comes before it is as it was written; a backup may have the rest "
                     "('rosterd audit verify' on it tells)\n";
    } else if (check.mark.entries == 0) {
        std::cout << "sound: nothing was done so far\n";
    } else {
        std::cout
            << "sound: " << check.mark.entries << " entries\n"
            << "mark: " << text_of(check.mark)
            << "\n    kept in another place and given to --mark, it proves later that none of "
               "them was rewritten\n";
    }
}

} // namespace

int audit(const Globals& globals, const AuditArguments& arguments)
{
    const auto since = instant_of(arguments.since);
    if (!arguments.since.empty() && !since) {
        std::cerr << "rosterd: --since '" << arguments.since << "' is no day and no instant\n"
                  << "    write it like 2026-11-01 or 2026-11-01T09:00:00Z\n";
        return exit_usage;
    }
    return with_store(
        globals, state::Access::read, [&](const config::Settings&, state::Store& store) -> int {
            const auto entries =
                store.audit().find({arguments.run, arguments.of, since, arguments.most});
            if (entries.empty() && !globals.json) {
                std::cout << "nothing of that kind was done\n";
            }
            show_entries(globals, entries, model::Json::object());
            return exit_done;
        });
}

int audit_verify(const Globals& globals, const std::string& mark)
{
    const auto expected = mark_of(mark);
    if (!mark.empty() && !expected) {
        std::cerr << "rosterd: '" << mark << "' is no mark\n"
                  << "    it is a number, a colon and 64 hexadecimal digits, as 'rosterd audit "
                     "verify' prints it\n";
        return exit_usage;
    }
    return with_store(globals, state::Access::read,
                      [&](const config::Settings&, state::Store& store) -> int {
                          const state::AuditCheck check = store.audit().check(expected);
                          tell(globals, check);
                          return check.damage ? exit_changes : exit_done;
                      });
}

} // namespace rosterd::cli
