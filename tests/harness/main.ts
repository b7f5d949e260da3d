import "./install";
import "../../renderer/main";
