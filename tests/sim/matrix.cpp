#include "tests/sim/matrix.hpp"

#include <algorithm>

namespace rosterd::sim
{

namespace
{

model::EntitlementRule rule(std::vector<std::string> titles, std::vector<std::string> roles,
                            std::string attendance)
{
    model::EntitlementRule out;
    out.name = "entitlements.rules[" + titles.front() + "]";
    out.titles = std::move(titles);
    out.roles = std::move(roles);
    out.attendance = std::move(attendance);
    return out;
}

} // namespace

model::Entitlements matrix()
{
    model::Entitlements out;
    out.rules = {rule({"職位1", "職位6"}, {"技術/架構師"}, ""),
                 rule({"職位2"}, {"技術/架構師", "門店/店長"}, ""),
                 rule({"職位3", "職位7"}, {}, "早班"), rule({"職位4"}, {"門店/店長"}, "晚班")};
    return out;
}

std::set<model::Right> rights_of(const std::string& title)
{
    std::set<model::Right> out;
    for (const model::EntitlementRule& rule : matrix().rules) {
        if (std::ranges::count(rule.titles, title) == 0) {
            continue;
        }
        for (const std::string& role : rule.roles) {
            out.insert({model::RightKind::role, role});
        }
        if (!rule.attendance.empty()) {
            out.insert({model::RightKind::attendance, rule.attendance});
        }
    }
    return out;
}

} // namespace rosterd::sim
