// One read of a program, whatever it speaks: its files, its runs, its state.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "connectors/exec/delivery.hpp"
#include "connectors/exec/exec_options.hpp"
#include "connectors/exec/private_folder.hpp"
#include "connectors/exec/program.hpp"

namespace rosterd::exec
{

class Session
{
public:
    // All must outlive it. Errors: transient (no room for its files), not_found or invalid
    // (config_file).
    static model::Result<Session> begin(const ExecOptions& options,
                                        const sdk::ConnectorContext& context);

    // Runs the program once more, with these arguments after its own. `input`: a file for its
    // standard input; empty: none.
    model::Result<void> run(const std::vector<std::string>& arguments,
                            const std::map<std::string, std::string>& environment,
                            const TakeLine& take, std::size_t max_line = 0,
                            const std::string& input = {});
    // What it writes besides its messages: into our log.
    void say(std::string_view line);

    // Whatever is said of the program, without its secrets.
    void clean(model::Error& error) const;

    // A new file for the program; answers its path.
    model::Result<std::string> text_file(const std::string& name, const std::string& text) const;
    model::Result<std::string> file(const std::string& name, const model::Json& content) const;
    const std::string& config_path() const { return config_path_; }
    // The program wants another configuration from now on, a new token say: it is kept where it
    // came from, if that is a file.
    model::Result<void> keep_config(const std::string& text);
    // Whatever the program wrote into its configuration file.
    model::Result<void> keep_rewritten_config();

    const ExecOptions& options() const { return options_; }
    std::string program() const { return name_of(options_.program); }
    Delivery delivery(sdk::RecordSink& sink) const;

private:
    Session(const ExecOptions& options, const sdk::ConnectorContext& context, PrivateFolder folder)
        : options_{options}, context_{context}, folder_{std::move(folder)}
    {
    }

    const ExecOptions& options_;
    const sdk::ConnectorContext& context_;
    PrivateFolder folder_;
    std::string config_path_, config_;
    std::vector<std::string> secrets_;
    process::Words* words_ = nullptr; // while the program runs
};

// The state that a former read in this protocol left; nullopt: none.
std::optional<model::Json> state_in(const std::string& cursor, const std::string& protocol);
std::string cursor_of(const std::string& protocol, const model::Json& state);

// The read that ended so. If `ended` is an error after which it may go on where its last state
// stands, what came until then holds, as changes. Whatever goes on from there is changes, too, even
// if the program thinks that these were all; after that it begins anew, without a state.
struct Outcome {
    model::Result<void> ended;
    sdk::Completeness completeness = sdk::Completeness::changes;
    std::string cursor;        // with the last state
    bool may_continue = false; // at it
    bool went_on = false;      // the program was given the state of the read before
    std::string notes;
};
model::Result<sdk::ReadResult> result_of(Outcome outcome, const sdk::ReadRequest& request,
                                         Delivery& delivery);

// One function a protocol.
model::Result<sdk::ReadResult> read_lines(Session& session, const sdk::ReadRequest& request,
                                          sdk::RecordSink& sink);
model::Result<sdk::ReadResult> read_singer(Session& session, const sdk::ReadRequest& request,
                                           sdk::RecordSink& sink);
model::Result<sdk::ReadResult> read_airbyte(Session& session, const sdk::ReadRequest& request,
                                            sdk::RecordSink& sink);

// Gives the program what was learned, a JSON object a line on its standard input. An answer for
// each of `people`.
std::vector<model::Result<void>> tell(Session& session, const std::vector<sdk::Learned>& people);

} // namespace rosterd::exec
