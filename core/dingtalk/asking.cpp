#include "core/dingtalk/asking.hpp"

#include <algorithm>

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
                return Nothing{};
            }};
}

} // namespace rosterd::dingtalk
