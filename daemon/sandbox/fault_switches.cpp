// Faults as people write them, and those that have a name.
#include <algorithm>
#include <array>

#include "core/model/names.hpp"
#include "daemon/sandbox/faults.hpp"

namespace rosterd::sandbox
{

namespace
{

using model::Json;

struct Switch {
    std::string_view name;
    std::string_view about;
    std::string_view fault;
};

// clang-format off
constexpr std::array kSwitches{
    Switch{"missing_permission", "the application lacks the permission point (60011 in 88)",
           R"({"mode":"errcode","errcode":60011,"wrapped":true,"status":403,
               "code":"Forbidden.AccessDenied.AccessTokenPermissionDenied",
               "message":"应用尚未开通所需的权限,requiredScopes=[qyapi_manage_addresslist]"})"},
    Switch{"foreign_ip", "the caller's address is not on the application's list (60020)",
           R"({"mode":"errcode","errcode":60020,"status":403,
               "code":"Forbidden.AccessDenied.IpNotInWhiteList",
               "message":"访问ip不在白名单之中,request ip=203.0.113.9"})"},
    Switch{"token_refused", "the token is not valid any more (40014)",
           R"({"mode":"errcode","errcode":40014,"status":400,"code":"InvalidAuthentication"})"},
    Switch{"throttled", "the application's rate for this API is used up (90018)",
           R"({"mode":"errcode","errcode":90018,"status":403,
               "code":"Forbidden.AccessDenied.QpsLimitForAppkeyAndApi"})"},
    Switch{"throttled_platform", "the rate of everybody for this API is used up (90002 in 88)",
           R"({"mode":"errcode","errcode":90002,"wrapped":true,"status":403,
               "code":"Forbidden.AccessDenied.QpsLimitForApi"})"},
    Switch{"quota_used_up", "the month's calls are used up (90020)",
           R"({"mode":"errcode","errcode":90020,"status":403,
               "code":"Forbidden.AccessDenied.ApiCountLimitForOrg"})"},
    Switch{"busy", "the system is busy (-1)",
           R"({"mode":"errcode","errcode":-1,"status":500,"code":"system.busy"})"},
    Switch{"unavailable", "HTTP 503", R"({"mode":"http","status":503})"},
    Switch{"blocked", "the page of a block of five minutes", R"({"mode":"html"})"},
    Switch{"blocked_json", "the same block, told with status 1111", R"({"mode":"block"})"},
    Switch{"refused_connection", "the connection is closed before anything is done",
           R"({"mode":"close_before"})"},
    Switch{"lost_answer", "the call is carried out, and its answer lost", R"({"mode":"close_after"})"},
    Switch{"cut_answer", "the call is carried out, and half of its answer sent", R"({"mode":"truncate"})"},
    Switch{"late_answer", "the call is carried out, and answered after 25 seconds: nobody waits as long",
           R"({"mode":"delay","ms":25000})"},
};
// clang-format on

constexpr const char* kExample =
    R"(write e.g. [{"path":"/topapi/v2/user/create","mode":"close_after"}])";

tl::unexpected<model::Error> refuse_fault(const std::string& why, const std::string& hint)
{
    return model::fail(model::ErrorKind::invalid, why, hint);
}

// What stands in the fault, on top of what the switch means.
model::Result<Json> whole(const Json& json)
{
    if (!json.is_object() || !json.contains("switch")) {
        return json;
    }
    const auto name = json.at("switch").get<std::string>();
    const auto* found = std::ranges::find(kSwitches, name, &Switch::name);
    if (found == kSwitches.end()) {
        return refuse_fault("there is no switch " + name,
                            "GET /sandbox/switches tells all of them");
    }
    Json fault = Json::parse(found->fault);
    fault["count"] = -1;
    fault.update(json);
    fault.erase("switch");
    return fault;
}

model::Result<Fault> sensible(Fault fault)
{
    const auto wrong = [&](bool is, const char* what) { return is ? what : nullptr; };
    for (const char* what :
         {wrong(fault.count == 0 || fault.count < -1, "count is 1 or more; -1: every call"),
          wrong(fault.after < 0, "after is 0 or more"),
          wrong(fault.every < 1, "every is 1 or more"),
          wrong(!(fault.probability > 0 && fault.probability <= 1),
                "probability is above 0 and 1 at most"),
          wrong(fault.ms < 0, "ms is 0 or more"),
          wrong(fault.status < 200 || fault.status > 599,
                "status is an HTTP status, 200 to 599")}) {
        if (what != nullptr) {
            return refuse_fault(std::string{"a fault cannot be: "} + what, kExample);
        }
    }
    return fault;
}

} // namespace

Json describe_switches()
{
    Json all = Json::object();
    for (const Switch& one : kSwitches) {
        all[std::string{one.name}] = one.about;
    }
    return all;
}

model::Result<Fault> fault_from_json(const Json& stated)
{
    try {
        const auto json = whole(stated);
        if (!json) {
            return tl::unexpected(json.error());
        }
        const auto mode = fault_mode(json->at("mode").get<std::string>());
        if (!mode) {
            return refuse_fault(
                "a fault's mode is unknown",
                "write one of errcode, http, html, block, close_before, close_after, "
                "truncate, delay");
        }
        const bool again = json->contains("every") || json->contains("probability");
        return sensible({.path = json->value("path", "*"),
                         .mode = *mode,
                         .errcode = json->value("errcode", std::int64_t{-1}),
                         .message = json->value("message", ""),
                         .code = json->value("code", ""),
                         .wrapped = json->value("wrapped", false),
                         .status = json->value("status", 500),
                         .count = json->value("count", std::int64_t{again ? -1 : 1}),
                         .after = json->value("after", std::int64_t{0}),
                         .every = json->value("every", std::int64_t{1}),
                         .probability = json->value("probability", 1.0),
                         .seed = json->value("seed", std::int64_t{0}),
                         .ms = json->value("ms", std::int64_t{1000})});
    } catch (const Json::exception& wrong) {
        return refuse_fault(std::string{"a fault is not as expected: "} + wrong.what(), kExample);
    }
}

} // namespace rosterd::sandbox
