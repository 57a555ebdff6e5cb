#include "core/plan/renumbered.hpp"

#include <algorithm>
#include <unordered_map>

#include "core/plan/index.hpp"

namespace rosterd::plan
{

namespace
{

// However it was typed: without blanks, and regardless of case.
std::string name_key(const std::string& name)
{
    std::string key = folded(name);
    for (const std::string_view blank : {" ", "\t", "\u3000", "\u00a0"}) {
        for (auto at = key.find(blank); at != std::string::npos; at = key.find(blank, at)) {
            key.erase(at, blank.size());
        }
    }
    return key;
}

// Gone by absence alone: the source has not said that the employment is over.
bool is_only_missing(const Target& target)
{
    return target.account != nullptr && target.verdict.rule == "leaver.absent";
}

// Has no account, or none yet.
bool is_new(const Target& target)
{
    return target.from->present && target.account == nullptr && !target.verdict.over;
}

class Asking
{
public:
    Asking(Targets& targets, Findings& findings) : targets_{targets}, findings_{findings} {}

    void run()
    {
        std::unordered_map<std::string, std::vector<std::size_t>> missing; // by name
        for (std::size_t i = 0; i < targets_.size(); ++i) {
            if (is_only_missing(targets_[i])) {
                missing[name_key(targets_[i].person().name)].push_back(i);
            }
        }
        if (missing.empty()) {
            return;
        }
        for (Target& target : targets_) {
            const auto found =
                is_new(target) ? missing.find(name_key(target.person().name)) : missing.end();
            for (const std::size_t i :
                 found == missing.end() ? std::vector<std::size_t>{} : found->second) {
                compare(target, targets_[i]);
            }
        }
    }

private:
    void compare(Target& target, Target& missing)
    {
        const model::ObservedUser& account = *missing.account;
        if (std::ranges::count(target.from->not_theirs, account.userid) > 0) {
            return;
        }
        for (const model::TextField& field : model::kTextFields) {
            const std::string wanted = (target.person().*field.desired).value_or("");
            if (field.unique && !wanted.empty() &&
                folded(wanted) == folded(account.*field.observed)) {
                ask(target, missing, {std::string{field.name}, wanted});
                return;
            }
        }
        if (target.person().userid == account.userid) {
            ask(target, missing, {"userid", account.userid});
        }
    }

    void ask(Target& target, Target& missing, const std::pair<std::string, std::string>& shared)
    {
        const Said said{"succession.likely",
                        shared.first,
                        shared.second,
                        {{"person", describe(target)}, {"other", describe(missing)}}};
        findings_.about(target, said);
        findings_.about(missing, said);
        target.blocked = true;
        target.fate = missing.fate = Fate::leave_alone;
    }

    Targets& targets_;
    Findings& findings_;
};

} // namespace

void ask_about_successions(Targets& targets, Findings& findings)
{
    Asking{targets, findings}.run();
}

} // namespace rosterd::plan
