// findings, holds, approve, reject, status, backup: questions to the state, and decisions.
#include <filesystem>
#include <iostream>

#include <unistd.h>

#include "core/model/language.hpp"
#include "core/plan/guard_texts.hpp"
#include "daemon/cli/commands.hpp"
#include "daemon/cli/decision_text.hpp"
#include "daemon/cli/exit.hpp"
#include "daemon/cli/findings_text.hpp"
#include "daemon/cli/output_file.hpp"
#include "daemon/compose.hpp"
#include "daemon/cycle/decide.hpp"
#include "daemon/cycle/findings.hpp"
#include "daemon/service/status.hpp"

namespace rosterd::cli
{

namespace
{

// What a person is told whose word did not count.
std::string refusal_of(const cycle::Answer& answer, const std::string& id, const std::string& by)
{
    switch (answer.said) {
    case cycle::Said::nothing:
        return "there is no open hold " + id + "\n    rosterd holds lists them";
    case cycle::Said::no_name:
        return "nobody answers for this decision\n    --by NAME";
    case cycle::Said::no_reason:
        return "policy.guards.approval requires a reason\n    --reason \"...\"";
    case cycle::Said::again:
        return by + " has approved " + id + " already: somebody else has to, too (" +
               std::to_string(answer.approvals) + " of " + std::to_string(answer.needed) + ")";
    case cycle::Said::waits:
    case cycle::Said::decided:
        break;
    }
    return "";
}

void tell_decision(const Globals& globals, const cycle::Decision& decision,
                   const cycle::Answer& answer, model::Language language)
{
    if (!globals.json) {
        std::cout << decision_text(decision, answer, language);
        return;
    }
    const bool decided = answer.said == cycle::Said::decided;
    const std::string status = !decided ? "open" : decision.approve ? "approved" : "rejected";
    model::Json json{{"hold", decision.hold}, {"status", status}, {"by", decision.by}};
    if (decision.approve) {
        json.update(service::approval_json(answer));
    }
    print_json(json);
}

} // namespace

int findings(const Globals& globals)
{
    return with_store(globals, state::Access::read, [&](const auto&, state::Store& store) -> int {
        const auto all = cycle::all_findings(store);
        if (globals.json) {
            print_json({{"findings", all}});
        } else {
            std::cout << findings_text(all, colour_on(STDOUT_FILENO)) << findings_summary(all)
                      << "\n";
        }
        return exit_done;
    });
}

int holds(const Globals& globals, const HoldsArguments& arguments)
{
    return with_store(globals, state::Access::read, [&](const auto& settings, state::Store& store) {
        const auto stored = store.journal().holds(!arguments.all);
        const auto language =
            model::language_of(arguments.language.empty() ? settings.language : arguments.language);
        if (globals.json) {
            print_json({{"holds", [&] {
                             model::Json list = model::Json::array();
                             for (const state::StoredHold& hold : stored) {
                                 list.push_back(service::hold_json(hold, settings.policy.approval));
                             }
                             return list;
                         }()}});
            return static_cast<int>(stored.empty() ? exit_done : exit_held);
        }
        for (const state::StoredHold& hold : stored) {
            const bool several = settings.policy.approval.people > 1 && hold.status == "open";
            std::cout << hold.hold.id << "  " << hold.status
                      << (several
                              ? " (" + cycle::approvals_text(hold, settings.policy.approval) + ")"
                              : "")
                      << "  " << hold.hold.guard << "  " << plan::told_of(hold.hold, language)
                      << "\n";
            for (const state::Approver& one : hold.approvals) {
                std::cout << "    approved by " << one.by
                          << (one.reason.empty() ? "" : ": " + one.reason) << "\n";
            }
            for (const model::Operation& operation : hold.operations) {
                std::cout << "    " << operation.id << "  " << operation.name << "  ("
                          << operation.cause.rule << ", " << operation.cause.where << ")\n";
            }
        }
        std::cout << (stored.empty()
                          ? "nothing is held"
                          : "let pass: rosterd approve ID --reason \"...\"; keep back: rosterd "
                            "reject ID --reason \"...\"")
                  << "\n";
        return static_cast<int>(stored.empty() ? exit_done : exit_held);
    });
}

int decide(const Globals& globals, const DecideArguments& arguments, bool approve)
{
    const std::string by = arguments.by.empty() ? caller() : arguments.by;
    // A second connection beside a running daemon: one short transaction, and the daemon's next
    // plan heeds it.
    return with_store(
        globals, state::Access::share,
        [&](const config::Settings& settings, state::Store& store) -> int {
            const auto now = wall_clock();
            const cycle::Decision decision{arguments.id, approve, by, arguments.reason, caller()};
            const auto answer = cycle::decide(store, settings.policy.approval, decision, now);
            if (const std::string why = refusal_of(answer, arguments.id, by); !why.empty()) {
                std::cerr << "rosterd: " << why << "\n";
                return exit_usage;
            }
            store.runs().set_setting("wake", model::to_string(now)); // a daemon looks at this
            tell_decision(globals, decision, answer, model::language_of(settings.language));
            return exit_done;
        });
}

int status(const Globals& globals)
{
    return with_store(globals, state::Access::read,
                      [&](const config::Settings& settings, state::Store& store) -> int {
                          const auto now =
                              std::chrono::floor<model::Duration>(std::chrono::system_clock::now());
                          const model::Json facts = service::status_json(settings, store, now);
                          if (globals.json) {
                              print_json(facts);
                          } else {
                              std::cout << service::status_text(facts);
                          }
                          return exit_done;
                      });
}

int backup(const Globals& globals, const std::string& file)
{
    return with_store(globals, state::Access::read, [&](const auto&, state::Store& store) -> int {
        if (const auto free = may_write(file, "SQLite format 3"); !free) {
            return complain(free.error());
        }
        const bool show = isatty(STDERR_FILENO) != 0;
        const auto made = store.backup(file, [&](int done, int total) {
            if (show && total > 0) {
                std::cerr << "\r  " << done * 100 / total << "%" << (done == total ? "\n" : "");
            }
        });
        if (!made) {
            return complain(made.error());
        }
        const auto bytes = std::filesystem::file_size(file);
        if (globals.json) {
            print_json({{"file", file}, {"bytes", bytes}});
        } else {
            std::cout << file << ": " << bytes << " bytes, checked\n";
        }
        return exit_done;
    });
}

} // namespace rosterd::cli
