// Plans of small stories, input and expected plan side by side in golden/*.txt. A story is told in
// lines: `person ID field=value ...` states (again) what HR says, `account USERID field=value ...`
// what is in DingTalk, `department /PATH` a department made by hand, `record #ID NAME PARENT` a
// department record, `policy WORD`, `rule KEY=VALUE;VALUE ...` an entitlement rule, `exclusive
// ROLE;ROLE`, `right role|attendance NAME USERID ...` what is in DingTalk; `apply` carries the plan
// out and goes on; below the line of dashes stands the plan at the end. ROSTERD_REWRITE_GOLDEN=1
// writes the plans anew.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <gtest/gtest.h>

#include "core/model/paths.hpp"
#include "tests/core/plan/company.hpp"
#include "tests/core/plan/words.hpp"

namespace rosterd::plan::test
{
namespace
{

const std::string kLine = "----\n";

std::vector<std::string> split(const std::string& text, char at)
{
    std::vector<std::string> parts;
    std::istringstream stream{text};
    for (std::string part; std::getline(stream, part, at);) {
        if (!part.empty()) {
            parts.push_back(part);
        }
    }
    return parts;
}

class Story
{
public:
    std::string plan_at_the_end(const std::string& text)
    {
        for (const std::string& line : split(text, '\n')) {
            if (!line.starts_with('#')) {
                tell(split(line, ' '));
            }
        }
        return words(make(company_.input()).plan);
    }

private:
    void tell(const std::vector<std::string>& parts)
    {
        const std::string& verb = parts.at(0);
        if (verb == "person") {
            tell_person(parts);
        } else if (verb == "account") {
            tell_account(parts);
        } else if (verb == "department") {
            tell_department(parts.at(1));
        } else if (verb == "record") {
            std::erase_if(company_.records,
                          [&](const auto& record) { return record.key == parts.at(1); });
            company_.records.push_back(
                {parts.at(1), parts.at(2), parts.at(3), {}, {}, {"hr", "departments.csv", "", 1}});
        } else if (verb == "policy" && parts.at(1) == "recreate") {
            company_.policy.mobile_change = model::MobileChange::recreate;
        } else if (verb == "rule") {
            tell_rule(parts);
        } else if (verb == "exclusive") {
            company_.policy.entitlements.exclusive.push_back(split(parts.at(1), ';'));
        } else if (verb == "right") {
            tell_right(parts);
        } else if (verb == "apply") {
            if (const Refusal refusal = company_.apply(make(company_.input()).plan)) {
                throw std::runtime_error(*refusal);
            }
        } else {
            throw std::runtime_error("unknown line: " + verb);
        }
    }

    void tell_person(const std::vector<std::string>& parts)
    {
        Employee& employee = company_.roster[{"hr", parts.at(1)}];
        Person& person = employee.person;
        person.employee_id = parts.at(1);
        person.origin = {"hr", "roster.csv", "roster.csv", 1};
        Json fields = Json::parse(model::document_of(person));
        for (std::size_t i = 2; i < parts.size(); ++i) {
            const auto equals = parts[i].find('=');
            const std::string name = parts[i].substr(0, equals);
            const std::string value = parts[i].substr(equals + 1);
            if (name == "gone") {
                employee.present = false;
                employee.told = value == "told";
            } else if (name == "departments" || name == "leads") {
                fields[name] = split(value, ';');
            } else if (name.starts_with("ext.")) {
                fields["ext"][name.substr(4)] = value;
            } else {
                fields[name] = value;
            }
        }
        person = model::person_in(fields.dump());
    }

    void tell_account(const std::vector<std::string>& parts)
    {
        ObservedUser& user = company_.dingtalk.users[parts.at(1)];
        user.userid = parts.at(1);
        Json fields = Json::parse(model::document_of(user));
        for (std::size_t i = 2; i < parts.size(); ++i) {
            const auto equals = parts[i].find('=');
            const std::string value = parts[i].substr(equals + 1);
            fields[parts[i].substr(0, equals)] = value == "true" ? Json(true) : Json(value);
        }
        user = model::user_in(fields.dump());
        user.userid = parts.at(1);
        if (user.dept_ids.empty()) {
            user.dept_ids = {1};
        }
    }

    void tell_rule(const std::vector<std::string>& parts)
    {
        auto& rules = company_.policy.entitlements.rules;
        model::EntitlementRule& rule = rules.emplace_back();
        rule.name = "rules[" + std::to_string(rules.size() - 1) + "]";
        for (std::size_t i = 1; i < parts.size(); ++i) {
            const auto equals = parts[i].find('=');
            const std::string name = parts[i].substr(0, equals);
            const auto values = split(parts[i].substr(equals + 1), ';');
            if (name == "department") {
                rule.departments = values;
            } else if (name == "title") {
                rule.titles = values;
            } else if (name == "roles") {
                rule.roles = values;
            } else if (name == "attendance") {
                rule.attendance = values.at(0);
            } else if (name == "hide_mobile") {
                rule.hide_mobile = values.at(0) == "true";
            } else {
                throw std::runtime_error("unknown: " + name);
            }
        }
    }

    void tell_right(const std::vector<std::string>& parts)
    {
        const auto kind =
            parts.at(1) == "role" ? model::RightKind::role : model::RightKind::attendance;
        auto& holders = company_.dingtalk.rights[{kind, parts.at(2)}];
        holders.insert(parts.begin() + 3, parts.end());
    }

    void tell_department(const std::string& path)
    {
        DeptId at = 1;
        for (const std::string& level : split(path, '/')) {
            const auto found =
                std::ranges::find_if(company_.dingtalk.departments, [&](const auto& entry) {
                    return entry.second.parent_id == at && entry.second.name == level;
                });
            at = found == company_.dingtalk.departments.end()
                     ? company_.dingtalk.add_department(at, level)
                     : found->first;
        }
    }

    Company company_;
};

std::string read(const std::filesystem::path& path)
{
    std::ifstream file{path};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::vector<std::filesystem::path> stories()
{
    std::vector<std::filesystem::path> paths;
    for (const auto& entry :
         std::filesystem::directory_iterator{ROSTERD_SOURCE_DIR "/tests/core/plan/golden"}) {
        paths.push_back(entry.path());
    }
    std::ranges::sort(paths);
    return paths;
}

class Golden : public testing::TestWithParam<std::filesystem::path>
{
};

TEST_P(Golden, Story_EndsInThePlanBelowTheLine)
{
    const std::string text = read(GetParam());
    const std::string story = text.substr(0, text.find(kLine));

    const std::string plan = Story{}.plan_at_the_end(story);

    if (std::getenv("ROSTERD_REWRITE_GOLDEN") != nullptr) {
        std::ofstream{GetParam()} << story << kLine << plan;
        return;
    }
    EXPECT_EQ(story + kLine + plan, text);
}

INSTANTIATE_TEST_SUITE_P(Stories, Golden, testing::ValuesIn(stories()),
                         [](const auto& story) { return story.param.stem().string(); });

} // namespace
} // namespace rosterd::plan::test
