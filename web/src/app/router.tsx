import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { readTableSearch } from "../views/search";
import { Broken } from "./broken";
import { Gate } from "./gate";
import { Lost } from "./lost";

const root = createRootRoute({ component: Gate, notFoundComponent: Lost });

const start = createRoute({
  getParentRoute: () => root,
  path: "/start",
  component: lazyRouteComponent(() => import("../pages/start/start-page"), "StartPage"),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/signin",
  component: lazyRouteComponent(() => import("../pages/signin/signin-page"), "SignInPage"),
});

const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  component: lazyRouteComponent(() => import("./shell/shell"), "Shell"),
});

const home = createRoute({
  getParentRoute: () => shell,
  path: "/",
  component: lazyRouteComponent(() => import("../pages/home/home-page"), "HomePage"),
});

const table = createRoute({
  getParentRoute: () => shell,
  path: "/t/$table",
  validateSearch: readTableSearch,
  component: lazyRouteComponent(() => import("../pages/table/table-page"), "TablePage"),
});

const past = createRoute({
  getParentRoute: () => shell,
  path: "/t/$table/history",
  component: lazyRouteComponent(() => import("../pages/history/past-page"), "PastPage"),
});

const bin = createRoute({
  getParentRoute: () => shell,
  path: "/bin",
  component: lazyRouteComponent(() => import("../pages/bin/bin-page"), "BinPage"),
});

const importNew = createRoute({
  getParentRoute: () => shell,
  path: "/import",
  component: lazyRouteComponent(() => import("../pages/import/import-start"), "ImportStart"),
});

const importOne = createRoute({
  getParentRoute: () => shell,
  path: "/import/$id",
  component: lazyRouteComponent(() => import("../pages/import/import-page"), "ImportPage"),
});

const settings = createRoute({
  getParentRoute: () => shell,
  path: "/settings",
  component: lazyRouteComponent(() => import("../pages/settings/settings-page"), "SettingsPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    start,
    signIn,
    shell.addChildren([home, table, past, bin, importNew, importOne, settings]),
  ]),
  defaultPreload: "intent",
  defaultErrorComponent: Broken,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
