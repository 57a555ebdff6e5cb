// The law of taking back: what a plan did to a random company, its undoing undoes.
#include <gtest/gtest.h>

#include "core/apply/fields.hpp"
#include "core/apply/undo.hpp"
#include "tests/core/plan/random_company.hpp"

namespace rosterd::apply
{
namespace
{

using model::Json;
using model::ObservedUser;
using plan::test::Company;
using plan::test::FakeDingTalk;

Json fields_of(const ObservedUser& user)
{
    Json fields = Json::object();
    for (const char* name :
         {"name", "mobile", "email", "org_email", "telephone", "job_number", "title", "work_place",
          "remark", "manager_userid", "hired_date", "hide_mobile", "senior_mode", "disabled",
          "dept_id_list", "extension"}) {
        fields[name] = field_of(user, name);
    }
    return fields;
}

UndoInput input_of(const Company& company, const model::Plan& done, const FakeDingTalk& before)
{
    UndoInput input;
    input.run = "r-1";
    input.done = done.operations;
    input.accounts = company.dingtalk.users;
    input.departments = company.dingtalk.departments;
    for (const auto& [key, link] : company.department_links) {
        input.department_links.emplace(key, link.dept_id);
    }
    for (const auto& [right, holders] : company.dingtalk.rights) {
        for (const std::string& userid : holders) {
            input.rights[userid].insert(right);
        }
    }
    for (const model::Operation& operation : done.operations) {
        if (operation.kind == model::OperationKind::user_delete) {
            input.removed.emplace(operation.userid, fields_of(before.users.at(operation.userid)));
        }
    }
    return input;
}

std::string path_of(const FakeDingTalk& dingtalk, model::DeptId id)
{
    std::string path;
    for (auto at = dingtalk.departments.find(id); at != dingtalk.departments.end();
         at = dingtalk.departments.find(at->second.parent_id)) {
        path.insert(0, "/" + at->second.name);
    }
    return path;
}

// What was made again is not the same: it has other ids, and no rights that somebody gave by hand.
struct Told {
    std::set<std::string> anew;                            // userids
    std::set<std::pair<std::string, std::string>> staying; // userid and field, as findings say
};

Told told(const Company& company, const model::Plan& done, const model::Plan& back)
{
    Told told;
    for (const model::Operation& operation : done.operations) {
        if (operation.kind == model::OperationKind::user_delete) {
            told.anew.insert(operation.userid);
        }
    }
    for (const model::Finding& finding : back.findings) {
        const auto link = company.links.find({finding.origin.source, finding.employee_id});
        if (link != company.links.end()) {
            told.staying.emplace(link->second.userid, finding.field);
        }
    }
    return told;
}

Json picture_of(const FakeDingTalk& dingtalk, const Told& told)
{
    Json picture = Json::object();
    std::multiset<std::string> paths;
    for (const auto& [id, department] : dingtalk.departments) {
        paths.insert(path_of(dingtalk, id));
    }
    picture["departments"] = paths;
    for (const auto& [userid, user] : dingtalk.users) {
        if (told.anew.contains(userid) && told.staying.contains({userid, "mobile"})) {
            continue; // another has the number: the account stays away, or the new one
        }
        Json& fields = picture["users"][userid] = fields_of(user);
        std::set<std::string> places;
        for (const model::DeptId id : user.dept_ids) {
            places.insert(path_of(dingtalk, id));
        }
        fields["dept_id_list"] = places;
        for (const auto& [who, field] : told.staying) {
            if (who == userid) {
                fields.erase(field);
            }
        }
    }
    for (const auto& [right, holders] : dingtalk.rights) {
        for (const std::string& userid : holders) {
            if (!told.anew.contains(userid)) {
                picture["rights"][right.name].push_back(userid);
            }
        }
    }
    return picture;
}

std::string lines_of(const model::Plan& plan)
{
    std::string text;
    for (const model::Operation& operation : plan.operations) {
        text += Json(operation).dump() + "\n";
    }
    for (const model::Finding& finding : plan.findings) {
        text += finding.rule + " " + finding.message + "\n";
    }
    return text;
}

RC_GTEST_PROP(Laws, WhatAPlanDid_ItsUndoingTakesBack, ())
{
    Company company = plan::test::any_second_day();
    const FakeDingTalk before = company.dingtalk;
    const model::Plan done = plan::make(company.input()).plan;
    RC_ASSERT(!company.apply(done));

    const model::Plan back = undo(input_of(company, done, before));
    plan::test::Chance chance{*rc::gen::arbitrary<std::uint32_t>()};
    if (const auto refusal =
            company.apply_in_any_order(back, [&](std::size_t n) { return chance.below(n); })) {
        RC_FAIL(*refusal + "\nundoing\n" + lines_of(back) + "done\n" + lines_of(done));
    }

    const Told but = told(company, done, back);
    const Json was = picture_of(before, but);
    const Json now = picture_of(company.dingtalk, but);
    const bool stays = std::ranges::any_of(back.findings, [](const model::Finding& finding) {
        return finding.rule != "undo.manager"; // who may have been gone before
    });
    if (but.anew.empty() && stays) {
        RC_FAIL("nothing is in the way, and yet:\n" + lines_of(back) + "done\n" + lines_of(done));
    }
    if (was != now) {
        RC_FAIL("differs: " + Json::diff(was, now).dump(1) + "\nundoing\n" + lines_of(back) +
                "done\n" + lines_of(done));
    }
}

} // namespace
} // namespace rosterd::apply
