#include "core/dingtalk/asking.hpp"

#include <algorithm>

#include "core/dingtalk/wire.hpp"

namespace rosterd::dingtalk
{

Call oapi_post(std::string path, model::Json body, bool repeatable)
{
    Call call;
    call.path = std::move(path);
    call.body = std::move(body);
    call.repeatable = repeatable;
    return call;
}

Call api_post(std::string path, model::Json body, bool repeatable)
{
    Call call = oapi_post(std::move(path), std::move(body), repeatable);
    call.family = Family::api;
    return call;
}

Call api_get(std::string path, std::initializer_list<std::pair<const char*, std::string>> query)
{
    Call call;
    call.family = Family::api;
    call.method = "GET";
    call.path = std::move(path);
    for (const auto& [name, value] : query) {
        call.query += (call.query.empty() ? "" : "&") + (name + ("=" + net::url_encode(value)));
    }
    return call;
}

tl::unexpected<ApiError> incomplete(const char* what)
{
    ApiError error;
    error.retry = RetryClass::back_off;
    error.code = "answer.unreadable";
    error.message = std::string("DingTalk's answer does not tell ") + what;
    error.unknown_outcome = true;
    return tl::unexpected(std::move(error));
}

Asking<Nothing> asking_nothing(Call call, std::vector<std::string_view> fine)
{
    return {std::move(call),
            [fine = std::move(fine)](const CallResult& answer) -> tl::expected<Nothing, ApiError> {
                if (!answer &&
                    std::find(fine.begin(), fine.end(), answer.error().code) == fine.end()) {
                    return tl::unexpected(answer.error());
                }
                return Nothing{answer ? text_of(*answer, "request_id") : answer.error().request_id};
            }};
}

Asking<Nothing> yes_or_no(Call call, const char* message)
{
    using Read = tl::expected<Nothing, ApiError>;
    return asking<Nothing>(std::move(call), [message](const model::Json& answer) -> Read {
        if (!answer.contains("result") || flag_of(answer, "result")) {
            return Nothing{};
        }
        ApiError error;
        error.code = "result.false";
        error.message = message;
        return tl::unexpected(std::move(error));
    });
}

} // namespace rosterd::dingtalk
