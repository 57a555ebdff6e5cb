// A whole company rehearsed in the test: rosterd's run and DingTalk's sandbox in one process, on
// virtual time, with a network between them that takes as long as it is told.
#pragma once

#include <algorithm>
#include <cctype>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/dingtalk/client.hpp"
#include "core/dingtalk/directory.hpp"
#include "daemon/cycle/cycle.hpp"
#include "daemon/http/target.hpp"
#include "daemon/sandbox/service.hpp"
#include "tests/core/state/folder.hpp"

namespace rosterd::test
{

using namespace std::chrono_literals;

// The way to the sandbox and back.
class Line final : public net::HttpClient
{
public:
    struct Call {
        std::string path;
        net::Duration at; // when it was sent
        bool throttled = false;
    };

    Line(net::VirtualLoop& loop, sandbox::SandboxService& service, net::Duration latency)
        : loop_{loop}, service_{service}, latency_{latency}
    {
    }

    void send(net::HttpRequest request, net::HttpCallback callback) override
    {
        const auto sent = loop_.steady();
        loop_.after(latency_ / 2, [this, sent, request = std::move(request),
                                   callback = std::move(callback)] {
            before_arrival(request);
            auto answer = service_.handle(arriving(request), loop_.now()).response;
            calls.push_back({request.url.substr(request.url.find('/', 8)), sent,
                             answer.body.find("90018") != std::string::npos});
            calls.back().path.resize(
                std::min(calls.back().path.find('?'), calls.back().path.size()));
            loop_.after(latency_ / 2, [this, callback, answer = std::move(answer)]() mutable {
                callback(net::HttpResponse{answer.status, {}, std::move(answer.body), latency_});
            });
        });
    }

    std::vector<Call> calls;
    std::function<void(const net::HttpRequest&)> before_arrival = [](const net::HttpRequest&) {};

private:
    static http::HttpServerRequest arriving(const net::HttpRequest& request)
    {
        http::HttpServerRequest out;
        out.method = request.method;
        out.body = request.body;
        out.peer = "127.0.0.1";
        const std::size_t path = request.url.find('/', 8);
        const std::size_t query = request.url.find('?', path);
        out.path = http::url_decode(request.url.substr(path, query - path), false);
        if (query != std::string::npos) {
            out.query = request.url.substr(query + 1);
            out.parameters = http::parse_form(out.query);
        }
        for (const auto& [name, value] : request.headers) {
            std::string lower = name;
            std::ranges::transform(lower, lower.begin(), [](unsigned char letter) {
                return static_cast<char>(std::tolower(letter));
            });
            out.headers[lower] = value;
        }
        out.headers["content-type"] = "application/json";
        return out;
    }

    net::VirtualLoop& loop_;
    sandbox::SandboxService& service_;
    const net::Duration latency_;
};

class Roster final : public sdk::Connector
{
public:
    explicit Roster(const int& people) : people_{people} {} // which may change between reads
    model::Result<sdk::ReadResult> read(const sdk::ReadRequest&, sdk::RecordSink& sink) override
    {
        for (int i = 0; i < people_; ++i) {
            const std::string number = std::to_string(i);
            model::Record record;
            record.origin = {"hr", "row " + number, "", static_cast<std::uint32_t>(i + 2)};
            record.cells = {{"employee_id", "E" + number},
                            {"name", "陳" + number},
                            {"mobile", std::to_string(13'800'000'000 + i)}};
            record.fingerprint = static_cast<std::uint64_t>(i + 1);
            sink.record(std::move(record));
        }
        return sdk::ReadResult{};
    }

private:
    const int& people_;
};

struct Silent final : log::Log {
    void write(log::Level, std::string_view, const model::Json&) override {}
};

// rosterd with `rosterd_qps`, DingTalk with `rules`, and HR with so many people.
class Rehearsal
{
public:
    Rehearsal(int so_many, double rosterd_qps, sandbox::Rules rules, net::Duration latency)
        : people{so_many}, service{sandbox::new_company("Demo", start()), std::move(rules)},
          loop{start()}, line{loop, service, latency}
    {
        dingtalk::ClientOptions options;
        options.app_key = "key";
        options.app_secret = "secret";
        options.qps = rosterd_qps;
        client_ = dingtalk::make_client(loop, line, options, 1);
        directory = dingtalk::make_directory(*client_, {"CN"});
        sources_.push_back({"hr", std::make_unique<Roster>(people), {}});
        policy.qps = rosterd_qps;
        store_ = std::move(
            *state::open_store({folder_.file("state.db"), state::Access::write, "test", false}));
    }

    cycle::Report run(bool apply)
    {
        cycle::Request request;
        request.apply = apply;
        return run(request);
    }

    cycle::Report run(const cycle::Request& request)
    {
        cycle::Surroundings with{sources_,
                                 *store_,
                                 loop,
                                 [this] { loop.run(); },
                                 [this] { loop.stop(); },
                                 *directory,
                                 [this] { client_->stop(); },
                                 log_,
                                 policy,
                                 stop_,
                                 pulse_,
                                 [] { return 7U; }};
        return cycle::run(with, request);
    }

    void read_from(std::unique_ptr<sdk::Connector> connector)
    {
        sources_.front().connector = std::move(connector);
    }

    static model::Instant start() { return *model::parse_instant("2026-11-23T02:00:00.000Z"); }

    int people; // that HR has: the first ones
    model::Policy policy;
    sandbox::SandboxService service;
    net::VirtualLoop loop;
    Line line;
    std::unique_ptr<dingtalk::Directory> directory;

private:
    state::test::Folder folder_;
    std::unique_ptr<dingtalk::Client> client_;
    std::unique_ptr<state::Store> store_;
    std::vector<cycle::Source> sources_;
    Silent log_;
    cycle::Stop stop_{[this](std::function<void()> work) { loop.post(std::move(work)); }};
    cycle::Pulse pulse_;
};

} // namespace rosterd::test
