// A run is one thread that waits: for one answer of something that calls back on its loop.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "core/dingtalk/explain.hpp"
#include "daemon/cycle/cycle.hpp"

namespace rosterd::cycle
{

template <typename T>
T await(Surroundings& with, const std::function<void(std::function<void(T)>)>& start)
{
    std::optional<T> answer;
    start([&](T value) {
        answer = std::move(value);
        with.stop_loop();
    });
    with.run_loop();
    return std::move(answer.value());
}

// Likewise, for what only reads: nullopt if a stop is asked for first. Whatever is still on its way
// then is not looked at any more.
template <typename T>
std::optional<T> await_read(Surroundings& with,
                            const std::function<void(std::function<void(T)>)>& start)
{
    if (with.stop.asked()) {
        return std::nullopt;
    }
    struct Waiting {
        std::optional<T> answer;
        bool over = false;
    };
    const auto waiting = std::make_shared<Waiting>();
    start([waiting, stop_loop = with.stop_loop](T value) {
        if (!waiting->over) {
            waiting->answer = std::move(value);
            stop_loop();
        }
    });
    with.stop.on_ask(with.stop_loop);
    with.run_loop();
    with.stop.on_ask({});
    waiting->over = true;
    return std::move(waiting->answer);
}

inline std::string words(const dingtalk::ApiError& error)
{
    return error.code + ": " +
           dingtalk::told(error.code, error.message, error.request_id, model::Language::en);
}

inline void out_of_reach(Report& report, const std::string& what)
{
    report.unreachable = what;
    report.dingtalk = Contact::unreachable;
}

} // namespace rosterd::cycle
