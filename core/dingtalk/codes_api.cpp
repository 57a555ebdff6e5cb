// The new style's codes, and those rosterd gives to what happens on the way to DingTalk.
#include "core/dingtalk/code_tables.hpp"

#include <array>

namespace rosterd::dingtalk
{

namespace
{

// [server-api-error-codes-1], [how-to-process-api-throttling-on-the-dingtalk-server]
constexpr std::array<CodeFact, 43> kApi{{
    {"InvalidAuthentication", RetryClass::token, "the access token is not valid or has expired",
     "Check app_key and app_secret"},
    {"AuthenticationFailed.MissingParameter", RetryClass::permanent,
     "the access token is missing in the header", ""},
    {"invalidClientIdOrSecret", RetryClass::permanent, "app_key or app_secret is wrong",
     "Copy both again from the developer console"},
    {"invalid.client", RetryClass::permanent, "app_key or app_secret is wrong",
     "Copy both again from the developer console"},
    {"parameter.error", RetryClass::bad_data, "an argument is not valid", ""},
    {"invalid.param", RetryClass::bad_data, "an argument is not valid", ""},
    {"invalidParameter", RetryClass::bad_data, "an argument is not valid", ""},
    {"paramIllegal", RetryClass::bad_data, "an argument is not valid", ""},
    {"parameter.invalid", RetryClass::bad_data, "an argument is not valid", ""},
    {"user.not.exist", RetryClass::bad_data, "there is no such user", ""},
    {"emp.not.exist", RetryClass::bad_data, "there is no such employee", ""},
    {"employee.not.exist", RetryClass::bad_data, "there is no such employee", ""},
    {"empNotExists", RetryClass::bad_data, "there is no such employee", ""},
    {"exclusive.account.only", RetryClass::bad_data,
     "the account is not an enterprise account of this company",
     "Ordinary accounts can't be disabled, only deleted"},
    {"exclusive.account.limit", RetryClass::bad_data, "the limit of enterprise accounts is reached",
     ""},
    {"departmentNotExist", RetryClass::bad_data, "there is no such department", ""},
    {"deptNotExist", RetryClass::bad_data, "there is no such department", ""},
    {"deptNameExist", RetryClass::bad_data, "a department has this name", ""},
    {"deptMoveIllegal", RetryClass::bad_data, "the department can't be moved there", ""},
    {"invokeFrequency", RetryClass::back_off, "the module is called too often", ""},
    {"invokeFrequentyly", RetryClass::back_off, "the module is called too often", ""},
    {"daily.call.limit", RetryClass::wait, "the module's daily limit of calls is reached",
     "Wait for the next day"},
    {"businessError", RetryClass::bad_data, "a business rule forbids it", ""},
    {"unauthorized.client", RetryClass::permanent, "the application is not authorised",
     "Authorise it in the developer console"},
    {"Forbidden.AccessDenied.AccessTokenPermissionDenied", RetryClass::permanent,
     "the application lacks a permission",
     "Grant the permission that the message names in the developer console"},
    {"Forbidden.AccessDenied.IpNotInWhiteList", RetryClass::permanent,
     "this machine's address is not on the application's allow-list",
     "Add the address in the developer console"},
    {"Forbidden.AccessDenied.QpsLimitForApi", RetryClass::wait,
     "this API is overloaded for everyone", "Avoid the full hour"},
    {"Forbidden.AccessDenied.QpsLimitForAppkeyAndApi", RetryClass::wait,
     "the application calls this API too often", "Lower dingtalk.qps"},
    {"Forbidden.AccessDenied.QpmLimitForAppkeyAndApi", RetryClass::wait,
     "the application calls this API too often in a minute", "Lower dingtalk.qps"},
    {"Forbidden.AccessDenied.QpsLimitForSuitekeyAndOrgAndApi", RetryClass::wait,
     "the provider's application calls this API too often", "Lower dingtalk.qps"},
    {"Forbidden.AccessDenied.QpmLimitForSuitekeyAndOrgAndApi", RetryClass::wait,
     "the provider's application calls this API too often in a minute", "Lower dingtalk.qps"},
    {"Forbidden.AccessDenied.ApiCountLimitForOrg", RetryClass::wait,
     "the monthly quota of API calls is used up", "Wait for the next month, or buy an API package"},
    {"error.notFound", RetryClass::bad_data, "what the call names does not exist", ""},
    {"invalidParameter.user.notFound", RetryClass::bad_data, "there is no such user", ""},
    {"invalidRequest.duplicateClientToken", RetryClass::done,
     "the call was made before with the same key", ""},
    {"system.busy", RetryClass::back_off, "DingTalk is busy", ""},
    {"systemBusy", RetryClass::back_off, "DingTalk is busy", ""},
    {"system.error", RetryClass::back_off, "DingTalk has a system error", ""},
    {"systemError", RetryClass::back_off, "DingTalk has a system error", ""},
    {"unknownError", RetryClass::back_off, "DingTalk has an unknown error", ""},
    {"server.error", RetryClass::back_off, "DingTalk has a server error", ""},
    {"operationTimeout", RetryClass::back_off, "DingTalk took too long inside", ""},
    {"service.timeout", RetryClass::back_off, "DingTalk took too long inside", ""},
}};

// Not DingTalk's: what net and envelope.cpp found.
constexpr std::array<CodeFact, 9> kOwn{{
    {"net.refused", RetryClass::back_off, "DingTalk could not be reached",
     "Check the network, DNS, proxy and firewall"},
    {"net.tls", RetryClass::permanent, "DingTalk's certificate or TLS was not accepted",
     "Check the system's certificates, its clock, and that no proxy stands between"},
    {"net.timed_out", RetryClass::back_off, "DingTalk did not answer in time", ""},
    {"net.broken", RetryClass::back_off, "the connection broke before DingTalk's answer", ""},
    {"net.too_large", RetryClass::permanent, "DingTalk's answer is too large", ""},
    {"net.invalid", RetryClass::permanent, "the address of DingTalk is not valid",
     "Check dingtalk.oapi_url and dingtalk.api_url"},
    {"net.cancelled", RetryClass::permanent, "the call was stopped", ""},
    {"answer.unreadable", RetryClass::back_off, "DingTalk's answer could not be read", ""},
    {"ip.blocked", RetryClass::wait, "DingTalk has blocked this machine's address for five minutes",
     "Call less often; other programs on this address count, too"},
}};

} // namespace

std::span<const CodeFact> api_codes()
{
    return kApi;
}

std::span<const CodeFact> own_codes()
{
    return kOwn;
}

} // namespace rosterd::dingtalk
