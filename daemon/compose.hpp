// Builds the objects a command or the daemon works with from the settings. The only place that
// knows all implementations; everything gets what it needs handed in.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/dingtalk/directory.hpp"
#include "core/dingtalk/event_backlog.hpp"
#include "core/net/asio.hpp"
#include "core/state/store.hpp"
#include "daemon/config/settings.hpp"
#include "daemon/cycle/cycle.hpp"

namespace rosterd
{

// The process's environment, files and credentials for the configuration.
config::Surroundings process_surroundings();

config::Loaded load_settings(const std::string& file);

struct DingTalkSide {
    std::unique_ptr<net::HttpClient> http;
    std::unique_ptr<dingtalk::Client> client;
    std::unique_ptr<dingtalk::Directory> directory;
    std::unique_ptr<dingtalk::EventBacklog> backlog;
};
dingtalk::ClientOptions client_options(const config::Settings& settings);
// What the callers of DingTalk's side want to know, and how patient they are.
struct DingTalkTerms {
    std::function<void(const net::HttpResult&)> answered; // and of every end without an answer
    dingtalk::Waiting waits;
    dingtalk::Standing standing; // what a former client learned
    net::Duration longest_wait = dingtalk::ClientOptions{}.longest_wait;
};
DingTalkSide make_dingtalk(const config::Settings& settings, net::RealLoop& loop,
                           DingTalkTerms terms);

// The configured sources. An option that a connector refuses is an error that names the source.
// Without a store nothing was pushed. `cancelled` is asked now and then during a read; `said` is
// told what a source itself says for the log; both may be empty.
using Said = std::function<void(const std::string& source, std::string line)>;
model::Result<std::vector<cycle::Source>> make_sources(const config::Settings& settings,
                                                       state::Store* store,
                                                       const std::function<bool()>& cancelled = {},
                                                       const Said& said = {});

ingest::IngestOptions ingest_options(const config::Settings& settings,
                                     const config::SourceSettings& source);
// Whether a heading means anything: usually, or by this mapping. It is how a file's heading row is
// found.
std::function<bool(const std::string&)> known_headings(const ingest::Mapping& mapping);

// Whether the state is of the organisation that the settings name; a new state becomes so. The
// error (unauthorised) names both.
model::Result<void> same_company(const config::Settings& settings, state::Store& store);

// All of it, for one run after another on one thread. Other threads may ask for a stop, and look
// at the pulse.
struct Company {
    explicit Company(config::Settings wanted);

    config::Settings settings;
    std::unique_ptr<net::RealLoop> loop;
    cycle::Stop stop;
    cycle::Pulse pulse;
    std::unique_ptr<state::Store> store;
    DingTalkSide dingtalk;
    std::vector<cycle::Source> sources;
    log::Log* log = nullptr; // of the run at hand

    cycle::Surroundings surroundings(log::Log& to);
    void tell_wait(const dingtalk::ApiError& why, net::Duration wait);
};
// `standing`: of a former client of this process; else what the state kept of it.
model::Result<std::unique_ptr<Company>>
make_company(const config::Settings& settings, state::Access access, const std::string& holder,
             std::optional<dingtalk::Standing> standing = {});

// For a plan while another process, a daemon say, holds the state: works on a copy of it, which
// goes when this goes; nothing that is read is filed away.
struct CompanyBeside {
    std::unique_ptr<Company> company;
    std::vector<std::string> open_holds; // that the state itself knows

    CompanyBeside() = default;
    CompanyBeside(CompanyBeside&&) = default;
    CompanyBeside& operator=(CompanyBeside&&) = default;
    ~CompanyBeside();
};
model::Result<CompanyBeside> make_company_beside(const config::Settings& settings,
                                                 const std::string& holder);

} // namespace rosterd
