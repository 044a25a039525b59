export * from './configuration.ts';
export * from './contract.ts';
export type { Withheld } from './export/withheld.ts';
export { Router, type RouterOptions } from './router.ts';
export * from './router-contract.ts';
export type { RestartOptions } from './session/own-restart.ts';
export type {
  AbsenceReason,
  AbsenceView,
  SilentPeerView,
  UnusableRouteView,
} from './views/absence-view.ts';
export * from './views/advertisement-explanation.ts';
export type {
  DecidedRouteView,
  DecisionStepView,
  DecisionView,
  DecisionWhatIf,
} from './views/decision-view.ts';
export * from './views/view-types.ts';
