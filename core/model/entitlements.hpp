// The RBAC matrix as values: who is to have which roles, which attendance group and which switches
// of the account.
#pragma once

#include <compare>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/person.hpp"

namespace rosterd::model
{

struct Operation;

enum class RightKind { role, attendance };

// Something a person has or has not. A role is named "group/role", "技術/架構師"; what stands
// before the first slash is the role group.
struct Right {
    RightKind kind = RightKind::role;
    std::string name;
    auto operator<=>(const Right&) const = default;
};

// What a text is as the name of a role that rosterd may give.
enum class RoleName {
    usable,
    malformed, // not "group/role"
    reserved,  // in the group that DingTalk keeps itself [obtains-a-list-of-enterprise-roles]:
               // owner, managers, administrators
};
RoleName judge_role(std::string_view name);

std::string role_group_of(const std::string& role); // "技術"
std::string role_name_of(const std::string& role);  // "架構師"

// All lists must match, each by one of its alternatives; an empty one matches everybody.
struct EntitlementRule {
    std::string name; // where it stands: "entitlements.rules[2]", "matrix.csv:3:C"
    std::vector<std::string> departments; // patterns, see matches() in paths.hpp
    std::vector<std::string> levels;      // these and the following: see text_matches()
    std::vector<std::string> titles;
    std::vector<std::string> work_places;
    std::vector<std::string> employments;
    std::vector<std::string> statuses; // canonical names of EmploymentStatus
    std::vector<std::string> accounts; // canonical names of AccountKind
    std::map<std::string, std::vector<std::string>> ext;

    std::vector<std::string> roles;
    std::string attendance; // the group's name; empty: no say
    std::optional<bool> hide_mobile;
    std::optional<bool> senior_mode;
    bool operator==(const EntitlementRule&) const = default;
};

// What becomes of a right that the matrix names and somebody gave by hand.
enum class RightDrift { take_back, keep };

struct Entitlements {
    std::vector<EntitlementRule> rules;
    RightDrift drift = RightDrift::take_back;
    std::vector<std::vector<std::string>> exclusive; // roles of which a person has one at most
    bool operator==(const Entitlements&) const = default;
};

// What the rules name, and nothing else is managed.
std::set<Right> named_rights(const Entitlements& entitlements);
// That, and the roles that exclude others: who holds these has to be known.
std::set<Right> watched_rights(const Entitlements& entitlements);

// What the person's own record names.
std::set<Right> stated_rights(const Person& person);

// What an operation on a right is about; nullopt for other kinds. The `after` of a role.create also
// holds "role_group" where the group is made with it.
std::optional<Right> right_of(const Operation& operation);
// The value of an operation's `before` or `after`: {"role": NAME} or {"attendance_group": NAME}.
Json right_json(const Right& right);

// Over everything that decides whom a rule fits and what it grants.
std::uint64_t fingerprint_of(const EntitlementRule& rule);
// Over everything that decides who gets what.
std::uint64_t fingerprint_of(const Entitlements& entitlements);

} // namespace rosterd::model
