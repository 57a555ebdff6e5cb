// A connector's own process, as rosterd sees it: asked one thing after the other. However it
// behaves, an answer or an error comes back, and it is gone when this is.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "connectors/apart/conversation.hpp"

namespace rosterd::apart
{

class Child
{
public:
    // `command`: what calls serve(). Errors: as process::Process::start.
    static model::Result<std::unique_ptr<Child>> start(const std::vector<std::string>& command);
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    // Errors: as converse(); after one of them is_gone(). The answer itself may be an error of the
    // connector: messages.hpp.
    model::Result<model::Json> ask(const Asking& asking);
    bool is_gone() const { return !process_ || process_->ended(); }
    // It may say its farewells, for a moment.
    void end();

private:
    explicit Child(std::unique_ptr<process::Process> process);

    std::unique_ptr<process::Process> process_; // null: it is gone
    FrameCutter frames_;
};

} // namespace rosterd::apart
