// One call of the Open API and what its answers mean, as a value: built and read without a network.
// The families of calls are user_calls.hpp, department_calls.hpp, role_calls.hpp,
// account_calls.hpp, attendance_calls.hpp, hrm_calls.hpp, notification_calls.hpp and
// company_calls.hpp.
#pragma once

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/dingtalk/client.hpp"

namespace rosterd::dingtalk
{

template <typename T>
using Answer = std::function<void(tl::expected<T, ApiError>)>;

struct Nothing {
    std::string request_id{}; // DingTalk's; the new style answers none
    bool operator==(const Nothing&) const = default;
};

template <typename T>
struct Asking {
    Call call;
    std::function<tl::expected<T, ApiError>(const CallResult&)> read;
};

// Asks; `done` is called back once.
template <typename T>
void ask(Client& client, Asking<T> asking, Answer<T> done)
{
    client.call(std::move(asking.call), [read = std::move(asking.read), done = std::move(done)](
                                            const CallResult& answer) { done(read(answer)); });
}

// A page of a list. `next` is where the following one begins; 0 if there is none.
template <typename T>
struct Page {
    std::vector<T> items;
    std::int64_t next = 0;
    bool operator==(const Page&) const = default;
};

// Old style: a POST with a JSON body. `repeatable`: see Call.
Call oapi_post(std::string path, model::Json body, bool repeatable = true);
// New style.
Call api_post(std::string path, model::Json body, bool repeatable = true);
Call api_get(std::string path, std::initializer_list<std::pair<const char*, std::string>> query);

// The answer said yes but not what we need to go on. The call may have been carried out.
tl::unexpected<ApiError> incomplete(const char* what);

// `read` takes the whole answer of a call that succeeded, and gives a T or an expected one.
template <typename T, typename Read>
Asking<T> asking(Call call, Read read)
{
    return {std::move(call),
            [read = std::move(read)](const CallResult& answer) -> tl::expected<T, ApiError> {
                if (!answer) {
                    return tl::unexpected(answer.error());
                }
                return read(*answer);
            }};
}

// For calls that answer nothing but yes. A refusal with one of `fine` is a yes too: what is to be
// removed is gone already.
Asking<Nothing> asking_nothing(Call call, std::vector<std::string_view> fine = {});

// For calls that answer `result` true or false. False: nothing was done, and no reason is told.
Asking<Nothing> yes_or_no(Call call, const char* message);

// Makes a refusal with one of `none` the empty value: there is no such thing.
template <typename T>
Asking<std::optional<T>> or_none(Asking<T> asking, std::vector<std::string_view> none)
{
    return {std::move(asking.call),
            [read = std::move(asking.read), none = std::move(none)](
                const CallResult& answer) -> tl::expected<std::optional<T>, ApiError> {
                if (!answer) {
                    for (const std::string_view code : none) {
                        if (answer.error().code == code) {
                            return std::optional<T>{};
                        }
                    }
                    return tl::unexpected(answer.error());
                }
                auto value = read(answer);
                if (!value) {
                    return tl::unexpected(std::move(value.error()));
                }
                return std::optional<T>{std::move(*value)};
            }};
}

// `all` in parts of `most` at most, in order.
template <typename T>
std::vector<std::vector<T>> parts_of(const std::vector<T>& all, std::size_t most)
{
    std::vector<std::vector<T>> parts;
    for (std::size_t begin = 0; begin < all.size(); begin += most) {
        const auto first = all.begin() + static_cast<std::ptrdiff_t>(begin);
        parts.emplace_back(first,
                           first + static_cast<std::ptrdiff_t>(std::min(most, all.size() - begin)));
    }
    return parts;
}

} // namespace rosterd::dingtalk
