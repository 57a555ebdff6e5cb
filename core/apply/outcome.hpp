// What became of one operation, with whatever was learned of the object it changed.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "core/apply/executor.hpp"
#include "core/apply/too_long.hpp"
#include "core/dingtalk/errors.hpp"
#include "core/model/observed.hpp"

namespace rosterd::apply
{

struct Outcome {
    OperationOutcome outcome = OperationOutcome::done;
    std::string code;
    std::string request_id;
    std::string message;
    bool unreachable = false;
    bool unknown = false;         // neither the answer nor reading told what became of it
    model::Json fields = nullptr; // sent, department ids filled in
    std::string unionid;          // of a created account
    std::optional<model::ObservedUser> account;          // as read, where it was read
    std::optional<model::ObservedDepartment> department; // likewise
    bool absent = false;         // reading showed that the object is not there
    model::DeptId dept_id = 0;   // of a created department
    std::string right_id{};      // of a role that was made, or found
    std::string role_group_id{}; // likewise, of its group
    bool adopted = false;        // that department was there and is not ours
    // What it teaches about this DingTalk, see lessons.hpp.
    std::set<std::string> emptied{}; // fields that an empty text emptied
    std::set<std::string> kept{};    // and those that it left as they were
    bool locked = false;             // title and departments are locked by position management
    bool by_transfer = false;        // HRM refused a part of it, not the address book
    std::string refused_number{};    // that the account, not activated, is not given
    std::string unseen_role_group{}; // that is there, and that no list of roles has
    std::vector<TooLong> left_out{}; // texts that did not go over
};

// The account that a creation asked for: the same mobile number, or the same name where one of the
// two has no number to compare.
inline bool fits(const model::ObservedUser& account, const model::Json& fields)
{
    const std::string mobile = fields.value("mobile", "");
    if (!mobile.empty() && !account.mobile.empty()) {
        return account.mobile == mobile;
    }
    return account.name == fields.value("name", "");
}

inline Outcome failed(const dingtalk::ApiError& error)
{
    Outcome out;
    out.outcome = error.unreachable || error.stopped ? OperationOutcome::not_started
                                                     : OperationOutcome::failed;
    out.code = error.code;
    out.request_id = error.request_id;
    out.message = error.message;
    out.unreachable = error.unreachable;
    return out;
}

inline Outcome failed(std::string code, std::string message)
{
    Outcome out;
    out.outcome = OperationOutcome::failed;
    out.code = std::move(code);
    out.message = std::move(message);
    return out;
}

inline Outcome invited(const dingtalk::ApiError& error)
{
    Outcome out;
    out.outcome = OperationOutcome::invited;
    out.code = error.code;
    out.request_id = error.request_id;
    out.message = "an invitation was sent; the account appears when the person accepts";
    return out;
}

inline Outcome taken(std::string code, const model::ObservedUser& by)
{
    Outcome out =
        failed(std::move(code), "the account " + by.userid + " (" + by.name + ") has this already");
    out.account = by;
    return out;
}

inline Outcome skipped(std::string message)
{
    Outcome out;
    out.outcome = OperationOutcome::skipped;
    out.message = std::move(message);
    return out;
}

inline Outcome without_effect()
{
    Outcome out;
    out.outcome = OperationOutcome::no_effect;
    return out;
}

} // namespace rosterd::apply
