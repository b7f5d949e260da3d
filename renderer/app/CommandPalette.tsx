import { Command as Palette } from "cmdk";
import { Search } from "lucide-react";
import { Dialog } from "../components/Dialog";
import { Kbd } from "../components/Kbd";
import { type Command, commandGroups } from "./command";
import { commands } from "./command-list";
import { useUi } from "./ui-store";

function Item({ command, close }: { command: Command; close: () => void }) {
  const choose = () => {
    close();
    // After the dialog has given the focus back, so that commands may take it.
    requestAnimationFrame(() => command.run());
  };
  return (
    <Palette.Item
      value={command.title}
      onSelect={choose}
      className="flex h-9 items-center justify-between gap-4 rounded-lg px-3 text-base data-[selected=true]:bg-hover"
    >
      <span className="truncate">{command.title}</span>
      <Kbd keys={command.keys[0]} />
    </Palette.Item>
  );
}

/** Ctrl+K: every command that makes sense right now, found by a few letters. */
export function CommandPalette() {
  const close = () => useUi.getState().show("palette", false);
  const usable = commands.filter((command) => command.id !== "app.palette" && command.available());
  return (
    <Dialog title="Command palette" bare onClose={close} className="mt-[14vh]">
      <Palette label="Commands" loop className="flex min-h-0 flex-col">
        <div className="flex items-center gap-2.5 border-b border-line px-4">
          <Search size={15} className="shrink-0 text-mute" aria-hidden="true" />
          <Palette.Input
            placeholder="What would you like to do?"
            className="h-12 w-full bg-transparent text-md outline-none focus-visible:outline-none"
          />
        </div>
        <Palette.List className="max-h-[48vh] overflow-y-auto p-2">
          <Palette.Empty className="px-3 py-6 text-center text-mute">Nothing of that name.</Palette.Empty>
          {commandGroups.map((group) => (
            <Palette.Group
              key={group}
              heading={group}
              className="pb-1 [&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-mute"
            >
              {usable
                .filter((command) => command.group === group)
                .map((command) => (
                  <Item key={command.id} command={command} close={close} />
                ))}
            </Palette.Group>
          ))}
        </Palette.List>
      </Palette>
    </Dialog>
  );
}
