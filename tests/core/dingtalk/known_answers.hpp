// Known answers: what a call must look like on the wire, and what its answers must be read as -
// with native JSON types, and with every scalar as text, as the documentation prints them.
#pragma once

#include <gtest/gtest.h>

#include "core/dingtalk/asking.hpp"

namespace rosterd::dingtalk::test
{

using model::Json;

inline Json stringified(const Json& value)
{
    if (value.is_structured()) {
        Json out = value;
        for (auto& [key, each] : out.items()) {
            each = stringified(Json(each));
        }
        return out;
    }
    return value.is_string() || value.is_null() ? value : Json(value.dump());
}

template <typename T>
void expect_oapi(const Asking<T>& asking, const char* path, const Json& body)
{
    EXPECT_EQ(asking.call.family, Family::oapi);
    EXPECT_EQ(asking.call.method, "POST");
    EXPECT_EQ(asking.call.path, path);
    EXPECT_EQ(asking.call.body, body);
    EXPECT_EQ(asking.call.query, "");
}

template <typename T>
void expect_api(const Asking<T>& asking, const char* path, const Json& body)
{
    EXPECT_EQ(asking.call.family, Family::api);
    EXPECT_EQ(asking.call.method, "POST");
    EXPECT_EQ(asking.call.path, path);
    EXPECT_EQ(asking.call.body, body);
}

template <typename T>
void expect_get(const Asking<T>& asking, const char* path, const char* query)
{
    EXPECT_EQ(asking.call.family, Family::api);
    EXPECT_EQ(asking.call.method, "GET");
    EXPECT_EQ(asking.call.path, path);
    EXPECT_EQ(asking.call.query, query);
    EXPECT_TRUE(asking.call.body.is_null());
}

// The answer's JSON as it stands in the text, so that a large number is what the parser makes of
// it.
template <typename T>
void expect_reads(const Asking<T>& asking, const char* answer, const T& value)
{
    const Json native = Json::parse(answer);
    for (const Json& form : {native, stringified(native)}) {
        const auto got = asking.read(CallResult(Json(form)));
        ASSERT_TRUE(got) << form.dump() << ": " << got.error().message;
        EXPECT_EQ(*got, value) << form.dump();
    }
}

template <typename T>
std::string refusal_of(const Asking<T>& asking, const CallResult& answer)
{
    const auto got = asking.read(answer);
    return got ? "none" : got.error().code;
}

// What an answer that leaves out the essential is refused with.
template <typename T>
std::string cut(const Asking<T>& asking, const char* answer = "{}")
{
    return refusal_of(asking, CallResult(Json(Json::parse(answer))));
}

inline CallResult refused(const char* code)
{
    ApiError error;
    error.code = code;
    return tl::unexpected(error);
}

inline constexpr const char* kUnreadable = "answer.unreadable";

} // namespace rosterd::dingtalk::test
